package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.DatabaseConfig;
import org.muster.platform.MusterDataSource;
import org.muster.platform.TestDatabase;

/**
 * Seeded sequences of faults against a model of the fleet, in virtual time. A failure tells its seed; that one alone runs
 * with {@code -Dtest=RandomScheduleTest -Dmuster.schedule=<seed>}.
 */
class RandomScheduleTest {

    private static final int SCHEDULES = 1_000;
    private static final int OF_SEVERAL_NODES = 150;
    private static final int NODES = 3;
    private static final int ON_MARIADB = 20;
    private static final int LANES = 2;

    @TempDir
    Path home = Path.of("unset");

    @Test
    void noRuleIsBrokenUnderFireAndAllIsTrueAfterwards() throws Exception {
        Long one = Long.getLong("muster.schedule");
        if (one != null) {
            run(LongStream.of(one), home, 1, source(), SimulatedFleet::new);
        } else {
            inLanes(
                    home,
                    1,
                    TestDatabase.isMariaDb() ? ON_MARIADB : SCHEDULES,
                    1,
                    RandomScheduleTest::source,
                    SimulatedFleet::new);
        }
    }

    @Test
    void noRuleIsBrokenByThreeNodesThatDieAndStandStill() throws Exception {
        Long one = Long.getLong("muster.schedule");
        if (one != null) {
            run(LongStream.of(one), home, NODES, source(), SimulatedFleet::new);
        } else {
            inLanes(
                    home,
                    1,
                    TestDatabase.isMariaDb() ? ON_MARIADB : OF_SEVERAL_NODES,
                    NODES,
                    RandomScheduleTest::source,
                    SimulatedFleet::new);
        }
    }

    @Test
    void theSameSeedIsTheSameSchedule() throws Exception {
        try (Schedules schedules = new Schedules(source(), home, 1, SimulatedFleet::new)) {
            String first = schedules.run(7).figures();
            schedules.run(8);
            Schedule again = schedules.run(7);

            assertThat(again.figures()).isEqualTo(first);
            assertThat(again.story()).isNotEmpty();
        }
    }

    /** Runs so many schedules, each seed once. */
    static void inLanes(
            Path home, long first, int count, int nodes, Supplier<DataSource> databases, Schedule.Maker worlds)
            throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Callable<Void>> works = IntStream.range(0, LANES)
                    .mapToObj(lane -> (Callable<Void>) () -> {
                        run(
                                LongStream.range(first, first + count).filter(seed -> seed % LANES == lane),
                                home.resolve("lane-" + lane),
                                nodes,
                                databases.get(),
                                worlds);
                        return null;
                    })
                    .toList();
            for (Future<Void> work : lanes.invokeAll(works)) {
                work.get();
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    static void run(LongStream seeds, Path home, int nodes, DataSource source, Schedule.Maker worlds) throws Exception {
        try (Schedules schedules = new Schedules(source, home, nodes, worlds)) {
            seeds.forEach(schedules::run);
        }
    }

    static DataSource source() {
        return TestDatabase.isMariaDb() ? TestDatabase.source() : h2();
    }

    /** As {@link TestDatabase}'s, but it keeps its prepared statements. */
    static DataSource h2() {
        return new MusterDataSource(
                new DatabaseConfig("jdbc:h2:mem:" + UUID.randomUUID() + ";QUERY_CACHE_SIZE=200", "muster", ""));
    }
}
