package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;

/** Fleets that exist without being added (the demo): there while wanted, gone when an administrator's cluster comes. */
@Singleton
public class OwnFleet {

    private static final String NAME = "demo";
    private static final int TRIES = 3;

    private final Database database;
    private final Clusters clusters;
    private final Connections connections;
    private final Sources sources;
    private final ClusterRemoval removal;

    @Inject
    public OwnFleet(
            Database database, Clusters clusters, Connections connections, Sources sources, ClusterRemoval removal) {
        this.database = database;
        this.clusters = clusters;
        this.connections = connections;
        this.sources = sources;
        this.removal = removal;
    }

    /** Brings the clusters of built-in fleets in line with the configuration. Another node may be at it just now. */
    public void settle() {
        for (int attempt = 1; ; attempt++) {
            try {
                settleOnce();
                return;
            } catch (DatabaseException e) {
                if (attempt == TRIES || !e.isConflict()) {
                    throw e;
                }
            }
        }
    }

    private void settleOnce() {
        for (Hypervisor adapter : sources.adapters()) {
            List<Cluster> present = clusters.all().stream()
                    .filter(cluster -> cluster.kind() == adapter.kind())
                    .toList();
            boolean alone = clusters.all().size() == present.size();
            List<String> addresses = alone || !adapter.fleetGivesWay() ? adapter.fleetAddresses() : List.of();
            settle(adapter.kind(), present, addresses);
        }
    }

    private void settle(SourceKind kind, List<Cluster> present, List<String> addresses) {
        if (addresses.isEmpty() && !isBuiltIn(kind)) {
            return;
        }
        boolean same = present.size() == 1
                && addresses.equals(addressesOf(present.get(0).id()));
        if (same) {
            return;
        }
        present.forEach(cluster -> removal.remove(cluster.id()));
        if (!addresses.isEmpty()) {
            database.call(tx -> add(tx, kind, addresses));
        }
    }

    /** Only clusters of such a kind may be removed unasked. */
    private static boolean isBuiltIn(SourceKind kind) {
        return kind == SourceKind.DEMO;
    }

    private List<String> addressesOf(long cluster) {
        return connections.ofCluster(cluster).stream()
                .flatMap(connection -> connection.addresses().stream())
                .toList();
    }

    private Cluster add(Connection tx, SourceKind kind, List<String> addresses) throws SQLException {
        Cluster cluster = clusters.add(tx, NAME, kind, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        for (String address : addresses) {
            connections.add(tx, cluster.id(), kind.word(), List.of(address), Map.of());
        }
        return cluster;
    }
}
