package org.muster.sync;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.muster.connection.Connections;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.demo.DemoConfig;
import org.muster.hypervisor.demo.DemoFleet;
import org.muster.hypervisor.demo.DemoHypervisor;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.lease.Leases;

/** The whole engine without a server: a demo fleet of a clock's time, a database of its own, passes run by hand. */
public final class EngineRig implements AutoCloseable {

    /** Short deadlines, so that a hang is over soon. */
    static final SyncConfig CONFIG = new SyncConfig(
            Duration.ofSeconds(300),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            Duration.ofSeconds(3),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            8,
            new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(300)),
            MissingPolicy.DEFAULT,
            false,
            Duration.ofSeconds(1),
            Duration.ofSeconds(300),
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofDays(30));

    static final SyncSettings SETTINGS = SyncSettings.fixed(CONFIG);

    /** Time that stands still until it is moved. */
    public static final class HandClock extends Clock {
        private volatile Instant now = Sample.NOON;
        private volatile Duration jump = Duration.ZERO;

        /** Sets the wall's clock; no time passes. */
        public void jump(Duration by) {
            jump = jump.plus(by);
        }

        public void forward(Duration by) {
            now = now.plus(by);
        }

        /** Real time, and how far it was moved. */
        long nanos() {
            return System.nanoTime() + Duration.between(Sample.NOON, now).toNanos();
        }

        @Override
        public Instant instant() {
            return now.plus(jump);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    public final HandClock clock = new HandClock();

    /** The wall's time stands still until it is moved. */
    public final Time time = new Time(clock, clock::nanos);

    final TransactionWatch watch = new TransactionWatch();
    final ToldGuests told = new ToldGuests();
    public final Database database;
    public final Clusters clusters;
    public final ConnectionStates states;
    public final Inventory inventory;
    public final Leases leases;
    public final Sources sources;
    public final Connections connections;
    public final Cluster cluster;
    public final DemoFleet fleet;
    public final Fences fences;
    public final Threads threads = new Threads(Executors.defaultThreadFactory());
    final Meters meters = new Meters();
    final PassWriter writer;
    final PassRunner passes;
    final SyncRuns runs;
    public final SyncEngine engine;
    public final Demands demands;
    final Quarantines quarantines;
    private final DemoHypervisor demo;

    /** On a database of its own. @param fleetOf such as {@code seed=1&hosts=2&vms=40} */
    public EngineRig(Path home, String fleetOf, int hosts) {
        this(home, fleetOf, hosts, TestDatabase.source());
    }

    /** On a database that may hold the fleet's cluster already. */
    public EngineRig(Path home, String fleetOf, int hosts, DataSource source) {
        this(home, fleetOf, hosts, source, OwnNode::of);
    }

    /** One of several on a database. */
    EngineRig(Path home, String fleetOf, int hosts, DataSource source, BiFunction<Database, Time, Leases> node) {
        database = Databases.migrated(watch.watch(source));
        clusters = new Clusters(database);
        states = new ConnectionStates(database);
        inventory = new Inventory(database);
        leases = node.apply(database, time);
        fences = new Fences(database);
        runs = new SyncRuns(database, leases);
        demo = new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), time);
        connections = new Connections(database, new Secrets(database, new Home(home)));
        sources = new Sources(
                List.of(watch.watch(told.over(demo))),
                connections,
                SETTINGS,
                leases,
                new StoredRefusals(database, states, time));
        writer = new PassWriter(database, states, clusters, SETTINGS);
        passes = new PassRunner(sources, writer, new PortCheck(SETTINGS), fences, SETTINGS, new Meters(), time);
        engine = new SyncEngine(sources, passes, runs, threads, SETTINGS, time);
        demands = new Demands(database, connections, leases, engine, runs, time);
        quarantines = new Quarantines(database, states, connections, demands);
        List<String> addresses = new ArrayList<>();
        for (int host = 1; host <= hosts; host++) {
            addresses.add("demo://fleet?" + fleetOf + "&host=" + host);
        }
        cluster = clusters.all().isEmpty() ? add(addresses) : clusters.all().get(0);
        fleet = demo.fleet(addresses.get(0));
        sources.current();
    }

    private Cluster add(List<String> addresses) {
        Cluster added = database.call(tx -> {
            Cluster created = clusters.add(tx, "demo", SourceKind.DEMO, Sample.NOON);
            for (String address : addresses) {
                connections.add(tx, created.id(), "demo", List.of(address), Map.of());
            }
            return created;
        });
        return added;
    }

    EventLoop events() {
        return events(guests());
    }

    EventLoop events(GuestLane guests) {
        EventPasses looks = new EventPasses(sources, database, SETTINGS, new Meters(), time);
        return new EventLoop(sources, looks, engine, guests, threads, SETTINGS);
    }

    /** What is kept of a VM's guest. */
    VmGuest guest(Vm vm) {
        return new VmGuests(database).find(vm.id()).orElseThrow();
    }

    /** Asks nobody until it is told to, or hears of an agent. */
    GuestLane guests() {
        GuestWriter facts = new GuestWriter(database, new VmGuests(database));
        return new GuestLane(sources, facts, SETTINGS, threads, meters, time);
    }

    /** A pass that begins now. */
    Pass pass(Source source) {
        return source.pass(writer.nextPass(), clock.instant(), Duration.ZERO, Set.of());
    }

    Source source(int host) {
        return sources.current().get(host - 1);
    }

    /** Of the connection to a host. */
    long id(int host) {
        return source(host).connection().id();
    }

    /** A connection to a host that is not Muster's. */
    HypervisorConnection elsewhere(int host) throws HypervisorException {
        return demo.open(new Target(0, source(host).connection().addresses(), Map.of()), CONFIG.openDeadline());
    }

    public PassRunner.Result full(int host) {
        return passes.run(source(host), SyncKind.FULL);
    }

    public PassRunner.Result quick(int host) {
        return passes.run(source(host), SyncKind.QUICK);
    }

    Staleness staleness() {
        return SyncReport.staleness(states.all(), Set.of(), CONFIG.quickInterval(), clock.instant());
    }

    /** Every live row. */
    public List<Vm> rows() {
        return inventory
                .list(VmQuery.EVERYTHING, Viewer.ALL, staleness(), 1, 1000)
                .vms();
    }

    /** The live rows of a host's connection. */
    List<Vm> on(int host) {
        return rows().stream()
                .filter(vm -> vm.state().connectionId() == id(host))
                .toList();
    }

    /** What every live row holds, by its id. */
    Map<Long, VmState> vmStates() {
        return rows().stream().collect(Collectors.toMap(Vm::id, Vm::state));
    }

    Vm row(String externalId) {
        return rows().stream()
                .filter(vm -> vm.state().externalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    /** Of the VMs on a host, one that is as asked and can be acted on. */
    public Vm any(int host, VmStatus status) {
        long connection = source(host).connection().id();
        return rows().stream()
                .filter(vm -> vm.state().connectionId() == connection)
                .filter(vm ->
                        vm.state().status() == status && !vm.state().details().template())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        engine.stop();
        sources.close();
    }
}
