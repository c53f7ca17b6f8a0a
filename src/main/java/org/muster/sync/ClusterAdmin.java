package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.platform.Database;

/** Adds, changes and removes clusters. */
@Singleton
public class ClusterAdmin {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

    /** A cluster with what it is polled at; credentials are never given back. */
    public record ClusterEntry(Cluster cluster, List<String> addresses, boolean enabled) {}

    private final Database database;
    private final Clusters clusters;
    private final Connections connections;
    private final Sources sources;
    private final Demands demands;
    private final OwnFleet fleet;
    private final ClusterRemoval removal;
    private final ClusterTrial trial;

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
        this.trial = new ClusterTrial(connections, sources, settings);
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

    /** Asks at each address; returns if all answer, and the credentials suffice there. */
    public void test(NewCluster wanted) throws ClusterRefused {
        checkName(wanted.name());
        trial.check(wanted, 0);
        trial.run(wanted);
    }

    /** Tests, saves, and has the cluster observed at once. */
    public ClusterEntry add(NewCluster wanted) throws ClusterRefused {
        test(wanted);
        List<List<String>> doors = trial.doors(wanted);
        Cluster cluster = database.call(tx -> {
            Cluster added =
                    clusters.add(tx, wanted.name(), wanted.kind(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
            for (List<String> door : doors) {
                connections.add(tx, added.id(), wanted.kind().word(), door, wanted.credentials());
            }
            return added;
        });
        fleet.settle();
        demands.trigger(cluster.id(), SyncKind.FULL, "added");
        return entry(cluster);
    }

    private void checkName(String name) throws ClusterRefused {
        if (!NAME.matcher(name).matches()) {
            throw new ClusterRefused("name", "A name has 1 to 64 letters, digits, spaces, dots, dashes, underscores.");
        }
        if (clusters.all().stream().anyMatch(cluster -> cluster.name().equals(name))) {
            throw new ClusterRefused("name", "There is a cluster of that name.");
        }
    }

    /**
     * Renames a cluster, pauses it ({@code enabled} false: nothing is asked of its hypervisors, by any Muster on the
     * database within seconds), has it observed again, or has it polled elsewhere or as somebody else, which is tested
     * first. What is open with what it had until now is closed, and it is observed in full at once.
     */
    public ClusterEntry change(long id, ClusterChange wish) throws ClusterRefused {
        ClusterEntry before = find(id).orElseThrow(() -> new ClusterRefused("id", "There is no such cluster."));
        String name = wish.name();
        if (name != null && !name.equals(before.cluster().name())) {
            checkName(name);
        }
        NewCluster door = wish.isOfDoor() ? tested(before, wish) : null;
        database.call(tx -> {
            if (name != null) {
                clusters.rename(tx, id, name);
            }
            if (wish.enabled() != null) {
                connections.setEnabled(tx, id, wish.enabled());
            }
            if (door != null) {
                for (Connection member : connections.ofCluster(tx, id)) {
                    connections.replace(tx, member.id(), door.addresses(), door.credentials());
                    ConnectionStates.welcome(tx, member.id());
                }
            }
            return true;
        });
        sources.current();
        ClusterEntry now = find(id).orElse(before);
        if (now.enabled() && (door != null || !before.enabled())) {
            demands.trigger(id, SyncKind.FULL, door != null ? "changed" : "resumed");
        }
        return now;
    }

    private NewCluster tested(ClusterEntry before, ClusterChange wish) throws ClusterRefused {
        Cluster cluster = before.cluster();
        List<Connection> members = connections.ofCluster(cluster.id());
        if (members.size() != 1 || !trial.adapter(cluster.kind()).addressesAreOneSource()) {
            String field = wish.addresses().isEmpty()
                    ? wish.credentials().keySet().iterator().next()
                    : "addresses";
            throw new ClusterRefused(field, "can't be changed: add the cluster anew");
        }
        NewCluster door = new NewCluster(
                cluster.name(),
                cluster.kind(),
                wish.addresses().isEmpty() ? before.addresses() : wish.addresses(),
                wish.credentials(connections.credentials(members.get(0).id())));
        trial.check(door, cluster.id());
        trial.run(door);
        return door;
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
