package org.muster.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.lease.Leases;

/** What an administrator adds clusters to: an engine without timers, and no cluster at first. */
final class AdminRig implements AutoCloseable {

    private static final SyncSettings SETTINGS = SyncSettings.fixed(Sample.config(Map.of(SyncKey.OPEN_DEADLINE, 60L)));

    final Database database = Databases.migrated(TestDatabase.source());
    final Connections connections;
    final Sources sources;
    final SyncEngine engine;
    final ClusterAdmin admin;
    private final ConnectionStates states = new ConnectionStates(database);
    private final Inventory inventory = new Inventory(database);

    AdminRig(Path home, Hypervisor... adapters) {
        Clusters clusters = new Clusters(database);
        connections = new Connections(database, new Secrets(database, new Home(home)));
        Leases leases = OwnNode.of(database, Time.SYSTEM);
        sources = new Sources(
                List.of(adapters), connections, SETTINGS, leases, new StoredRefusals(database, states, Time.SYSTEM));
        PassWriter writer = new PassWriter(database, states, clusters, SETTINGS);
        PassRunner passes = new PassRunner(
                sources, writer, new PortCheck(SETTINGS), new Fences(database), SETTINGS, new Meters(), Time.SYSTEM);
        SyncRuns runs = new SyncRuns(database, leases);
        Threads threads = new Threads(Executors.defaultThreadFactory());
        engine = new SyncEngine(sources, passes, runs, threads, SETTINGS, Time.SYSTEM);
        Demands demands = new Demands(database, connections, leases, engine, runs, Time.SYSTEM);
        ClusterRemoval removal = new ClusterRemoval(database, clusters, connections, sources);
        OwnFleet fleet = new OwnFleet(database, clusters, connections, sources, removal);
        admin = new ClusterAdmin(database, clusters, connections, sources, demands, fleet, removal, SETTINGS);
        engine.started();
    }

    /** Every live row. */
    List<Vm> rows() {
        return inventory
                .list(
                        VmQuery.EVERYTHING,
                        Viewer.ALL,
                        SyncReport.staleness(
                                states.all(), Set.of(), SETTINGS.now().quickInterval(), Time.SYSTEM.now()),
                        1,
                        1000)
                .vms();
    }

    /** Why the last pass of the one connection failed; empty if it did not, or there was none yet. */
    String failure() {
        return states.all().stream()
                .flatMap(state -> Stream.ofNullable(state.reason()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        engine.stop();
        sources.close();
    }
}
