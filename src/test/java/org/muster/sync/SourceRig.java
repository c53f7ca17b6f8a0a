package org.muster.sync;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmState;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.lease.Leases;
import org.muster.task.TaskRig;

/** The whole engine without a server over real hosts, or doubles of them, of one cluster. It hears events; its timers run if asked. */
final class SourceRig implements AutoCloseable {

    final Database database;
    final Inventory inventory;
    final ConnectionStates states;
    final Sources sources;
    final PassRunner passes;
    final SyncEngine engine;
    final TaskRig tasks;

    private final Clusters clusters;
    private final Connections connections;
    private final SyncSettings settings;
    private final Time time;
    private final EventLoop events;
    private final GuestLane guests;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** @param hosts of which the first lends its adapter */
    SourceRig(Path home, Database database, SyncConfig config, Lab... hosts) {
        this(
                home,
                database,
                config,
                Time.SYSTEM,
                hosts[0].hypervisor(),
                Arrays.stream(hosts).map(host -> host.target().addresses()).toList(),
                Map.of());
        hear();
    }

    /** Hears no events before it is asked to. */
    SourceRig(
            Path home,
            Database database,
            SyncConfig config,
            Time time,
            Hypervisor adapter,
            List<List<String>> addressesOfHosts,
            Map<String, String> credentials) {
        this.database = database;
        this.time = time;
        settings = SyncSettings.fixed(config);
        clusters = new Clusters(database);
        inventory = new Inventory(database);
        states = new ConnectionStates(database);
        connections = new Connections(database, new Secrets(database, new Home(home)));
        Leases leases = OwnNode.of(database, time);
        sources = new Sources(
                List.of(adapter), connections, settings, leases, new StoredRefusals(database, states, time));
        Meters meters = new Meters();
        Fences fences = new Fences(database);
        PassWriter writer = new PassWriter(database, states, clusters, settings);
        passes = new PassRunner(sources, writer, new PortCheck(settings), fences, settings, meters, time);
        Threads threads = new Threads(Executors.defaultThreadFactory());
        engine = new SyncEngine(sources, passes, new SyncRuns(database, leases), threads, settings, time);
        GuestWriter facts = new GuestWriter(database, new VmGuests(database));
        guests = new GuestLane(sources, facts, settings, threads, meters, time);
        EventPasses looks = new EventPasses(sources, database, settings, meters, time);
        events = new EventLoop(sources, looks, engine, guests, threads, settings);
        tasks = new TaskRig(database, leases, fences, sources, inventory, threads, TaskRig.PATIENT);
        add("lab", adapter.kind(), addressesOfHosts, credentials);
    }

    /** Another cluster. */
    void add(String name, SourceKind kind, List<List<String>> addressesOfHosts, Map<String, String> credentials) {
        database.call(tx -> {
            long cluster = clusters.add(tx, name, kind, Sample.NOON).id();
            for (List<String> addresses : addressesOfHosts) {
                connections.add(tx, cluster, kind.word(), addresses, credentials);
            }
            return cluster;
        });
        sources.current();
    }

    /** From now on it hears events. */
    void hear() {
        events.start();
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

    /** The cluster that a host is of, as the database has it. */
    Cluster cluster(int host) {
        long id = source(host).connection().clusterId();
        return clusters.all().stream().filter(one -> one.id() == id).findFirst().orElseThrow();
    }

    /** A pass that may fail. */
    Run.Outcome attempt(int host, SyncKind kind) {
        return passes.run(source(host), kind).outcome();
    }

    /** A pass that must succeed. */
    PassRunner.Result pass(int host, SyncKind kind) {
        PassRunner.Result result = passes.run(source(host), kind);
        if (result.outcome().error() != null) {
            throw new IllegalStateException(result.outcome().error());
        }
        return result;
    }

    Staleness staleness() {
        return SyncReport.staleness(states.all(), Set.of(), settings.now().quickInterval(), time.now());
    }

    /** Every live row. */
    List<Vm> rows() {
        return inventory
                .list(VmQuery.EVERYTHING, Viewer.ALL, staleness(), 1, 1000)
                .vms();
    }

    /** What every live row holds, by its id. */
    Map<Long, VmState> vmStates() {
        return rows().stream().collect(Collectors.toMap(Vm::id, Vm::state));
    }

    /** The live rows of that name. */
    List<Vm> rows(String name) {
        return rows().stream()
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
        tasks.close();
        events.stop();
        guests.stop();
        engine.stop();
        sources.close();
    }
}
