package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.inventory.Change;
import org.muster.inventory.Clusters;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.KnownVms;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.platform.Database;

/** Takes a cluster out: it is polled no more and its VMs are gone at once, kept as the retention says. */
@Singleton
public class ClusterRemoval {

    private final Database database;
    private final Clusters clusters;
    private final Connections connections;
    private final Sources sources;
    private final KnownVms known = new KnownVms();
    private final InventoryWriter writer = new InventoryWriter();

    @Inject
    public ClusterRemoval(Database database, Clusters clusters, Connections connections, Sources sources) {
        this.database = database;
        this.clusters = clusters;
        this.connections = connections;
        this.sources = sources;
    }

    /** Removes it; nothing happens if it is not there. */
    public void remove(long cluster) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        database.call(tx -> {
            long revision = writer.nextRevision(tx);
            long pass = writer.nextPass(tx);
            List<Change> changes = new ArrayList<>();
            for (Connection connection : connections.ofCluster(tx, cluster)) {
                for (Vm vm : known.of(tx, cluster, connection.id(), List.of()).values()) {
                    if (vm.state().connectionId() == connection.id()) {
                        changes.add(new Change.Updated(vm.id(), vm.revision(), vm.state(), gone(vm.state(), now)));
                    }
                }
            }
            writer.write(tx, changes, pass, now, revision);
            connections.deleteOfCluster(tx, cluster);
            clusters.delete(tx, cluster);
            return true;
        });
        sources.current();
    }

    private static VmState gone(VmState state, Instant now) {
        return state.withAbsence(new VmState.Absence(0, now, Duration.ZERO, now))
                .withTask(null, state.fence());
    }
}
