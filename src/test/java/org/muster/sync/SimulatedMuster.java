package org.muster.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.VmGuests;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;
import org.muster.sync.lease.HomeNode;
import org.muster.sync.lease.Leases;

/** One process of Muster in virtual time, from its start to its sudden end. */
final class SimulatedMuster {

    /** Shorter than by default, in much the same proportions. */
    static final SyncConfig CONFIG = new SyncConfig(
            Duration.ofSeconds(120),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(40),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            8,
            new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(60)),
            new MissingPolicy(Duration.ofSeconds(240), 2, 5, 0.3),
            false,
            Duration.ofSeconds(1),
            Duration.ofSeconds(600),
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofDays(30));

    static final SyncSettings SETTINGS = SyncSettings.fixed(CONFIG);

    final VirtualTime.Life life;
    final SyncEngine engine;
    private final VirtualTime virtual;
    private final Time time;
    private final SyncRuns runs;
    private final Leases leases;
    private final Sources sources;
    private final Timetable timetable;
    private final GuestLane guests;
    private final EventLoop events;

    SimulatedMuster(
            VirtualTime virtual,
            Time time,
            VirtualTime.Life life,
            DataSource source,
            Hypervisor hypervisor,
            Path home,
            Random chance,
            boolean alone) {
        this.life = life;
        this.virtual = virtual;
        this.time = time;
        Database database = TestDatabase.over(source);
        Clusters clusters = new Clusters(database);
        leases = new Leases(
                database, time, tx -> Duration.ofNanos(time.nanos()).toMillis(), HomeNode.unkept("simulated"), alone);
        leases.start();
        runs = new SyncRuns(database, leases);
        Connections connections = new Connections(database, new Secrets(database, new Home(home)));
        sources = new Sources(
                List.of(hypervisor),
                connections,
                SETTINGS,
                leases,
                new StoredRefusals(database, new ConnectionStates(database), time),
                () -> new VirtualLock(virtual),
                chance::nextDouble);
        PassWriter writer = new PassWriter(database, new ConnectionStates(database), clusters, SETTINGS);
        PassRunner passes = new PassRunner(
                sources,
                writer,
                new PortCheck(SETTINGS),
                new Fences(database),
                SETTINGS,
                new Meters(),
                time,
                chance::nextDouble);
        Strands strands = new Strands(virtual, life);
        engine = new SyncEngine(sources, passes, runs, strands, this::after, time);
        GuestWriter words = new GuestWriter(database, new VmGuests(database));
        guests = new GuestLane(sources, words, SETTINGS, new Meters(), time, strands, strands);
        EventPasses looks = new EventPasses(sources, database, SETTINGS, new Meters(), time);
        events = new EventLoop(sources, looks, engine, guests, strands, strands);
        timetable = new Timetable(engine, SETTINGS, time);
    }

    private void after(Duration wait, Runnable work) {
        virtual.after(wait, life, work);
    }

    /** As {@link SyncTimer} does. */
    void start() {
        runs.endOfTheDead();
        runs.forget(time.now().minus(CONFIG.keepRuns()));
        events.start();
        timetable.start();
        guests.start();
        engine.started();
        tick();
        renew();
    }

    /** As {@link LeaseKeeper} does. */
    private void renew() {
        virtual.after(Leases.RENEWAL, life, () -> {
            renew();
            try {
                Set<Integer> taken = leases.renew();
                if (!taken.isEmpty()) {
                    engine.observe(taken);
                }
                if (leases.bury()) {
                    runs.endOfTheDead();
                }
            } catch (DatabaseException away) {
                return;
            }
        });
    }

    private void tick() {
        virtual.after(Timetable.TICK, life, () -> {
            tick();
            sources.tidy();
            timetable.tick();
        });
    }
}
