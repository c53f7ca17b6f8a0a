package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Settings;
import org.muster.platform.Settings.Setting;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class TimetableTest {

    private final Database database = TestDatabase.fresh();
    private final Settings store = new Settings(database);
    private final SyncSettings settings = new SyncSettings(store, new SmallRyeConfigBuilder().build());
    private final Map<SyncKind, List<Long>> passes = new EnumMap<>(SyncKind.class);
    private final List<Long> again = new ArrayList<>();
    private long second;
    private int looks;
    private boolean failing;
    private final Timetable timetable = new Timetable(
            this::pass,
            () -> looks++,
            List.of(() -> again.add(second)),
            settings,
            new Time(Clock.systemUTC(), () -> second * 1_000_000_000));

    private void pass(SyncKind kind) {
        passes.computeIfAbsent(kind, none -> new ArrayList<>()).add(second);
        if (failing) {
            throw new DatabaseException(new java.sql.SQLException("away"));
        }
    }

    private List<Long> at(SyncKind kind) {
        return passes.getOrDefault(kind, List.of());
    }

    private void change(SyncKey key, long value) {
        Setting setting = new Setting("sync." + key.word(), String.valueOf(value), Instant.EPOCH, "ada");
        database.call(tx -> {
            store.put(tx, setting);
            return true;
        });
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            second++;
            timetable.tick();
        }
    }

    @Test
    void eachWorkHasItsOwnInterval() {
        timetable.start();
        run(700);

        assertThat(at(SyncKind.FULL)).containsExactly(3L, 303L, 603L);
        assertThat(at(SyncKind.QUICK)).hasSize(23).startsWith(30L, 60L, 90L);
        assertThat(looks).isEqualTo(700);
        assertThat(again).hasSize(140).startsWith(5L, 10L);
    }

    @Test
    void aChangedIntervalHoldsAtOnce() {
        timetable.start();
        run(100);
        change(SyncKey.FULL_INTERVAL, 20);
        change(SyncKey.QUICK_INTERVAL, 7);
        run(30);

        assertThat(at(SyncKind.FULL)).containsExactly(3L, 101L, 121L);
        assertThat(at(SyncKind.QUICK)).containsExactly(30L, 60L, 90L, 101L, 108L, 115L, 122L, 129L);
    }

    @Test
    void aWorkThatFailsKeepsNoOtherFromBeingDone() {
        failing = true;
        timetable.start();
        run(303);

        assertThat(at(SyncKind.FULL)).containsExactly(3L, 303L);
        assertThat(at(SyncKind.QUICK)).hasSize(10);
        assertThat(again).hasSize(60);
    }

    static Stream<Long> seeds() {
        return new Random(1).longs(TestDatabase.isMariaDb() ? 3 : 25).boxed(); // the timers do not depend on it
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void howeverTheIntervalsChangeBothTimersRun(long seed) {
        Random chance = new Random(seed);
        long full = 300;
        long quick = 30;
        timetable.start();
        for (int change = 0; change < 20; change++) {
            run(chance.nextInt(120));
            full = 5 + chance.nextInt(chance.nextBoolean() ? 10 : 600);
            quick = 5 + chance.nextInt(chance.nextBoolean() ? 10 : 600);
            change(SyncKey.FULL_INTERVAL, full);
            change(SyncKey.QUICK_INTERVAL, quick);
            long before = second;
            run((int) Math.max(full, quick) + 1);
            assertInStep(SyncKind.FULL, before, full);
            assertInStep(SyncKind.QUICK, before, quick);
        }
    }

    /** At least one came, and none sooner or later after the one before than the interval says. */
    private void assertInStep(SyncKind kind, long since, long interval) {
        List<Long> then = at(kind).stream().filter(at -> at > since).toList();
        assertThat(then).as(kind + " every " + interval).isNotEmpty();
        for (int i = 1; i < then.size(); i++) {
            assertThat(then.get(i) - then.get(i - 1)).isBetween(interval - 1, interval);
        }
        assertThat(second - then.get(then.size() - 1)).isLessThan(interval + 1);
    }

    @Test
    void jitterOfTheTickDoesNotAddUp() {
        Random chance = new Random(3);
        List<Long> at = new ArrayList<>();
        long[] nanos = {0};
        Timetable jittery = new Timetable(
                kind -> at.add(nanos[0]), () -> {}, List.of(), settings, new Time(Clock.systemUTC(), () -> nanos[0]));
        jittery.start();
        Duration day = Duration.ofDays(1);
        while (nanos[0] < day.toNanos()) {
            nanos[0] += 1_000_000_000 + chance.nextInt(200_000_000);
            jittery.tick();
        }

        assertThat(at)
                .as("one quick pass every 30 s and one full one every 300 s")
                .hasSize(2880 + 288);
    }

    @Test
    void whatNobodyCanHaveWrittenIsPassedOver() {
        change(SyncKey.QUICK_INTERVAL, 1);
        change(SyncKey.THREADS, 7);
        change(SyncKey.PORT_CHECKS, 0);
        settings.refresh();

        assertThat(settings.now().quickInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.now().threads()).isEqualTo(32);
        assertThat(settings.now().portChecks()).isFalse();
    }
}
