package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Target;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;

/** Adds, changes and removes clusters. */
@Singleton
public class ClusterAdmin {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
    private static final int MOST_ADDRESSES = 1000;

    /** A cluster with what it is polled at; credentials are never given back. */
    public record ClusterEntry(Cluster cluster, List<String> addresses, boolean enabled) {}

    private final Database database;
    private final Clusters clusters;
    private final Connections connections;
    private final Sources sources;
    private final Demands demands;
    private final OwnFleet fleet;
    private final ClusterRemoval removal;
    private final SyncSettings settings;

    @Inject
    public ClusterAdmin(
            Database database,
            Clusters clusters,
            Connections connections,
            Sources sources,
            Demands demands,
            OwnFleet fleet,
            ClusterRemoval removal,
            SyncSettings settings) {
        this.database = database;
        this.clusters = clusters;
        this.connections = connections;
        this.sources = sources;
        this.demands = demands;
        this.fleet = fleet;
        this.removal = removal;
        this.settings = settings;
    }

    /** All, by name. */
    public List<ClusterEntry> all() {
        return clusters.all().stream().map(this::entry).toList();
    }

    /** One, if it is there. */
    public Optional<ClusterEntry> find(long id) {
        return clusters.all().stream()
                .filter(cluster -> cluster.id() == id)
                .map(this::entry)
                .findFirst();
    }

    private ClusterEntry entry(Cluster cluster) {
        List<Connection> members = connections.ofCluster(cluster.id());
        return new ClusterEntry(
                cluster,
                members.stream().flatMap(member -> member.addresses().stream()).toList(),
                members.stream().anyMatch(Connection::enabled));
    }

    /** Tests each address with a connection; returns if all answer. */
    public void test(NewCluster wanted) throws ClusterRefused {
        check(wanted);
        Hypervisor adapter = adapter(wanted.kind());
        for (String address : wanted.addresses()) {
            try {
                adapter.open(
                                new Target(0, List.of(address), wanted.credentials()),
                                settings.now().openDeadline())
                        .close();
            } catch (HypervisorException e) {
                throw new ClusterRefused("addresses", address + ": " + e.getMessage());
            }
        }
    }

    /** Tests, saves, and has the cluster observed at once. */
    public ClusterEntry add(NewCluster wanted) throws ClusterRefused {
        test(wanted);
        Cluster cluster = database.call(tx -> {
            Cluster added =
                    clusters.add(tx, wanted.name(), wanted.kind(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
            for (String address : wanted.addresses()) {
                connections.add(tx, added.id(), wanted.kind().word(), List.of(address), wanted.credentials());
            }
            return added;
        });
        fleet.settle();
        demands.trigger(cluster.id(), SyncKind.FULL, "added");
        return entry(cluster);
    }

    private void check(NewCluster wanted) throws ClusterRefused {
        checkName(wanted.name());
        if (wanted.addresses().isEmpty() || wanted.addresses().size() > MOST_ADDRESSES) {
            throw new ClusterRefused("addresses", "From 1 to " + MOST_ADDRESSES + " addresses are needed.");
        }
        if (wanted.kind() == SourceKind.DEMO) {
            throw new ClusterRefused("kind", "The demo fleet is switched by MUSTER_DEMO.");
        }
        String refusal = adapter(wanted.kind()).refusalOf(wanted.addresses());
        if (refusal != null) {
            throw new ClusterRefused("addresses", refusal);
        }
        List<String> taken = new ArrayList<>();
        connections.all().forEach(connection -> taken.addAll(connection.addresses()));
        for (String address : wanted.addresses()) {
            if (taken.contains(address)) {
                throw new ClusterRefused("addresses", address + " is polled already.");
            }
            taken.add(address);
        }
    }

    private void checkName(String name) throws ClusterRefused {
        if (!NAME.matcher(name).matches()) {
            throw new ClusterRefused("name", "A name has 1 to 64 letters, digits, spaces, dots, dashes, underscores.");
        }
        if (clusters.all().stream().anyMatch(cluster -> cluster.name().equals(name))) {
            throw new ClusterRefused("name", "There is a cluster of that name.");
        }
    }

    private Hypervisor adapter(SourceKind kind) throws ClusterRefused {
        return sources.adapter(kind)
                .orElseThrow(() -> new ClusterRefused("kind", "Clusters of kind " + kind.word() + " can't be added."));
    }

    /**
     * Renames a cluster, pauses it ({@code enabled} false: nothing is asked of its hypervisors, by any Muster on the
     * database within seconds) or has it observed again, in full at once; null leaves a member as it is.
     */
    public ClusterEntry change(long id, @Nullable String name, @Nullable Boolean enabled) throws ClusterRefused {
        ClusterEntry before = find(id).orElseThrow(() -> new ClusterRefused("id", "There is no such cluster."));
        if (name != null && !name.equals(before.cluster().name())) {
            checkName(name);
        }
        database.call(tx -> {
            if (name != null) {
                clusters.rename(tx, id, name);
            }
            if (enabled != null) {
                connections.setEnabled(tx, id, enabled);
            }
            return true;
        });
        sources.current();
        if (enabled != null && enabled && !before.enabled()) {
            demands.trigger(id, SyncKind.FULL, "resumed");
        }
        return find(id).orElse(before);
    }

    /** Removes a cluster; its VMs are gone at once, kept as the retention says. */
    public void delete(long id) {
        removal.remove(id);
        fleet.settle();
    }

    /** A hypervisor on this very machine that answers and was not added yet. */
    public Optional<NewCluster> suggestion() {
        List<String> polled = connections.all().stream()
                .flatMap(connection -> connection.addresses().stream())
                .toList();
        return sources.adapters().stream()
                .flatMap(adapter -> adapter.localAddress().stream()
                        .filter(address -> !polled.contains(address))
                        .map(address -> new NewCluster(freeName(), adapter.kind(), List.of(address), Map.of())))
                .findFirst();
    }

    private String freeName() {
        List<String> names = clusters.all().stream().map(Cluster::name).toList();
        String name = "local";
        for (int i = 2; names.contains(name); i++) {
            name = "local-" + i;
        }
        return name;
    }
}
