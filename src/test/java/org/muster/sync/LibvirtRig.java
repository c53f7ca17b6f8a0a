package org.muster.sync;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmQuery;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.lease.Leases;

/** The whole engine without a server over real libvirt hosts of one cluster. It hears events; its timers run if asked. */
final class LibvirtRig implements AutoCloseable {

    final Inventory inventory;
    final ConnectionStates states;
    final Sources sources;
    final PassRunner passes;

    private final Connections connections;
    private final SyncSettings settings;
    private final SyncEngine engine;
    private final EventLoop events;
    private final GuestLane guests;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** @param hosts of which the first lends its adapter */
    LibvirtRig(Path home, Database database, SyncConfig config, Lab... hosts) {
        settings = SyncSettings.fixed(config);
        Clusters clusters = new Clusters(database);
        inventory = new Inventory(database);
        states = new ConnectionStates(database);
        connections = new Connections(database, new Secrets(database, new Home(home)));
        Leases leases = OwnNode.of(database, Time.SYSTEM);
        sources = new Sources(List.of(hosts[0].hypervisor()), connections, settings, leases);
        Meters meters = new Meters();
        PassWriter writer = new PassWriter(database, states, clusters, settings);
        passes = new PassRunner(sources, writer, new PortCheck(settings), new Fences(), settings, meters, Time.SYSTEM);
        Threads threads = new Threads(Executors.defaultThreadFactory());
        engine = new SyncEngine(
                sources, passes, new SyncRuns(database, leases), clusters, threads, settings, Time.SYSTEM);
        GuestWriter facts = new GuestWriter(database, new VmGuests(database));
        guests = new GuestLane(sources, facts, settings, threads, meters, Time.SYSTEM);
        EventPasses looks = new EventPasses(sources, database, settings, meters, Time.SYSTEM);
        events = new EventLoop(sources, looks, engine, guests, threads, settings);
        database.call(tx -> {
            long cluster =
                    clusters.add(tx, "lab", SourceKind.LIBVIRT, Sample.NOON).id();
            for (Lab host : hosts) {
                connections.add(tx, cluster, "libvirt", host.target().addresses(), Map.of());
            }
            return cluster;
        });
        events.start();
        sources.current();
    }

    /** Has the timers run as they do in a server. */
    void startTimers() {
        Timetable timetable = new Timetable(engine, settings, Time.SYSTEM);
        timetable.start();
        long every = Timetable.TICK.toMillis();
        timer.scheduleAtFixedRate(timetable::tick, every, every, TimeUnit.MILLISECONDS);
    }

    /** A host, counted from 1. */
    Source source(int host) {
        return sources.current().get(host - 1);
    }

    ConnectionState state(int host) {
        long id = source(host).connection().id();
        return states.all().stream()
                .filter(state -> state.connectionId() == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("host " + host + " was not observed yet"));
    }

    /** A pass that must succeed. */
    PassRunner.Result pass(int host, SyncKind kind) {
        PassRunner.Result result = passes.run(source(host), kind);
        if (result.outcome().error() != null) {
            throw new IllegalStateException(result.outcome().error());
        }
        return result;
    }

    /** The live rows of that name. */
    List<Vm> rows(String name) {
        return inventory
                .list(
                        VmQuery.EVERYTHING,
                        Viewer.ALL,
                        SyncReport.staleness(
                                states.all(), Set.of(), settings.now().quickInterval(), Time.SYSTEM.now()),
                        1,
                        1000)
                .vms()
                .stream()
                .filter(vm -> vm.state().details().name().equals(name))
                .toList();
    }

    /** The one row of that name. */
    Vm row(String name) {
        List<Vm> rows = rows(name);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows are named " + name);
        }
        return rows.get(0);
    }

    /** The host that a row is placed on, counted from 1. */
    int hostOf(Vm vm) {
        List<Long> ids = connections.enabled().stream().map(Connection::id).toList();
        return ids.indexOf(vm.state().connectionId()) + 1;
    }

    /** Threads of passes that are in a call of the adapter. */
    static long threadsInCalls() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("muster-sync-"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.muster.hypervisor.libvirt")))
                .count();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        events.stop();
        guests.stop();
        engine.stop();
        sources.close();
    }
}
