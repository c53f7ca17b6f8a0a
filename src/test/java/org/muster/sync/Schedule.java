package org.muster.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.muster.connection.Connections;
import org.muster.inventory.Clusters;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** One seeded sequence of faults and of changes to the fleet, played in virtual time; then all heals. */
final class Schedule {

    private static final SyncConfig CONFIG = SimulatedMuster.CONFIG;
    private static final int WINDOW_SECONDS = 300;

    private final long seed;
    private final VirtualTime virtual;
    private final DataSource source;
    private final Path home;
    private final Random chance;
    private final Random luck;
    private final List<String> story = new ArrayList<>();
    private final VirtualTime.Life outside = new VirtualTime.Life();
    private final World fleet;
    private final FrailDatabase frail;
    private final ToldAnswers told;
    private final RulesWatch rules;
    private final Time time;
    private final List<Long> connections;
    private final List<VirtualTime.Life> lives = new ArrayList<>();
    private Duration jump = Duration.ZERO;
    private long healed;

    /** Makes the world of a schedule. */
    interface Maker {
        World make(VirtualTime time, Random chance);
    }

    Schedule(long seed, VirtualTime virtual, DataSource source, Path home, int nodes, Maker maker) {
        this.seed = seed;
        this.virtual = virtual;
        this.source = source;
        this.home = home;
        chance = new Random(seed);
        luck = new Random(~seed);
        time = new Time(this::wall, virtual::now);
        fleet = maker.make(virtual, chance);
        frail = new FrailDatabase(source, virtual, luck, new Watcher());
        told = new ToldAnswers(virtual, luck, frail::isHeldBy);
        Database database = TestDatabase.over(source);
        connections = enrol(database);
        rules = new RulesWatch(
                database, time, CONFIG, (connection, id) -> fleet.stays(connections.indexOf(connection) + 1, id));
        for (int node = 0; node < nodes; node++) {
            lives.add(new VirtualTime.Life());
            begin(node);
        }
    }

    private Instant wall() {
        return Sample.NOON.plusNanos(virtual.now()).plus(jump);
    }

    private List<Long> enrol(Database database) {
        Clusters clusters = new Clusters(database);
        Connections all = new Connections(database, new Secrets(database, new Home(home)));
        return database.call(tx -> {
            Map<String, Long> named = new HashMap<>();
            List<Long> ids = new ArrayList<>();
            for (World.Polled one : fleet.polled()) {
                Long cluster = named.get(one.cluster());
                if (cluster == null) {
                    cluster = clusters.add(tx, one.cluster(), fleet.kind(), Sample.NOON)
                            .id();
                    named.put(one.cluster(), cluster);
                }
                String kind = fleet.kind().word();
                ids.add(all.add(tx, cluster, kind, one.addresses(), one.credentials())
                        .id());
            }
            return ids;
        });
    }

    private void begin(int node) {
        lives.set(node, new VirtualTime.Life());
        start(lives.get(node));
    }

    /** A start that the database fails is tried again. */
    private void start(VirtualTime.Life one) {
        virtual.after(Duration.ofSeconds(1), one, () -> {
            try {
                new SimulatedMuster(
                                virtual,
                                time,
                                one,
                                frail.of(one),
                                told.watch(fleet.hypervisor()),
                                home,
                                luck,
                                lives.size() == 1)
                        .start();
            } catch (DatabaseException away) {
                start(one);
            }
        });
    }

    private final class Watcher implements FrailDatabase.Watcher {
        @Override
        public void committed(VirtualTime.Strand by) {
            rules.committed(told.by(by));
        }

        @Override
        public void begins(VirtualTime.Strand pass) {
            told.begins(pass);
        }
    }

    /** Plays it to its end. */
    void run() {
        plan();
        try {
            virtual.run();
        } catch (Throwable broken) {
            throw new AssertionError(
                    fleet.kind().word() + ", seed " + seed + " after " + seconds() + " s: " + broken.getMessage() + "\n"
                            + String.join("\n", story),
                    broken);
        } finally {
            fleet.close();
        }
    }

    /** How many calls, commits and seconds it took. */
    String figures() {
        return told.calls() + " calls, " + rules.commits() + " commits, " + seconds() + " s";
    }

    List<String> story() {
        return story;
    }

    private long seconds() {
        return Duration.ofNanos(virtual.now()).toSeconds();
    }

    private void plan() {
        int changes = chance.nextInt(14);
        for (int i = 0; i < changes; i++) {
            at(seconds(10, WINDOW_SECONDS), () -> note(fleet.operate()));
        }
        int faults = 1 + chance.nextInt(7);
        for (int i = 0; i < faults; i++) {
            fault();
        }
        Duration quiet = Duration.ofNanos(healed).plusSeconds(200);
        Duration settled = quiet.plus(CONFIG.fullInterval().multipliedBy(2));
        Duration over = settled.plus(CONFIG.missing().grace()).plusSeconds(5);
        for (Duration look = CONFIG.quickInterval(); look.compareTo(over) < 0; look = look.plusSeconds(17)) {
            virtual.after(look, outside, rules::look);
        }
        virtual.after(settled, outside, () -> compare(false));
        virtual.after(over, outside, () -> {
            compare(true);
            lives.forEach(VirtualTime.Life::end);
        });
    }

    private void fault() {
        Duration begin = seconds(5, WINDOW_SECONDS);
        if (lives.size() > 1 && chance.nextInt(3) == 0) {
            pause(begin);
            return;
        }
        switch (chance.nextInt(13)) {
            case 0 ->
                at(begin, () -> {
                    jump = jump.plusHours(chance.nextBoolean() ? 1 : -1);
                    note("the clock jumps to " + jump);
                });
            case 1 -> databaseGoes(begin);
            case 2 -> kill(begin);
            default -> fleet.fail(begin, this::at, this::note);
        }
    }

    private void databaseGoes(Duration begin) {
        at(begin, () -> {
            note("the database goes");
            frail.goAway(1 + chance.nextInt(60));
        });
        at(begin.plusSeconds(60), () -> {
            note("the database is back");
            frail.comeBack();
        });
    }

    /** The process stands still, beyond its leases perhaps, and goes on as if nothing had been. */
    private void pause(Duration begin) {
        int node = chance.nextInt(lives.size());
        Duration length = seconds(1, 60);
        at(begin, () -> {
            note("node " + node + " stands still for " + length);
            lives.get(node).pause(virtual.now() + length.toNanos());
        });
        at(begin.plus(length), () -> note("node " + node + " goes on"));
    }

    private void kill(Duration begin) {
        int node = lives.size() == 1 ? 0 : chance.nextInt(lives.size());
        int steps = chance.nextInt(80);
        at(begin, () -> {
            note("is being killed");
            frail.killAfter(lives.get(node), steps);
        });
        at(begin.plusSeconds(steps == 0 ? 0 : 10), () -> {
            note("is dead");
            lives.get(node).end();
        });
        at(begin.plusSeconds(11 + chance.nextInt(20)), () -> {
            if (lives.get(node).isOver()) {
                note("starts again");
                begin(node);
            }
        });
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(least * 1000L + chance.nextInt((most - least) * 1000));
    }

    private void at(Duration when, Runnable what) {
        healed = Math.max(healed, when.toNanos());
        virtual.after(when, outside, what);
    }

    private void note(String what) {
        story.add("%7.3f s  %s".formatted(virtual.now() / 1e9, what));
    }

    private void compare(boolean inTheEnd) {
        note("is compared");
        new FleetTruth(fleet, connections).compare(rules, inTheEnd);
    }
}
