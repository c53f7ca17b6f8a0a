package org.muster.sync;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.TestDatabase;

/**
 * As {@link RandomScheduleTest}, with Proxmox VE clusters that doubles play. A failure tells its seed; that one alone runs
 * with {@code -Dtest=ClusterScheduleTest -Dmuster.schedule=<seed>}.
 */
class ClusterScheduleTest {

    private static final int SCHEDULES = 60;
    private static final int OF_SEVERAL_NODES = 12;
    private static final int NODES = 2;
    private static final int ON_MARIADB = 5;

    @TempDir
    Path home = Path.of("unset");

    @Test
    void noRuleIsBrokenByClustersUnderFireAndAllIsTrueAfterwards() throws Exception {
        play(SCHEDULES, 1);
    }

    @Test
    void noRuleIsBrokenByTwoNodesThatDieAndStandStillBesideThem() throws Exception {
        play(OF_SEVERAL_NODES, NODES);
    }

    private void play(int count, int nodes) throws Exception {
        Long one = Long.getLong("muster.schedule");
        if (one != null) {
            RandomScheduleTest.run(
                    LongStream.of(one), home, nodes, RandomScheduleTest.source(), SimulatedClusters::new);
        } else {
            int played = TestDatabase.isMariaDb() ? ON_MARIADB : count;
            RandomScheduleTest.inLanes(home, 1, played, nodes, RandomScheduleTest::source, SimulatedClusters::new);
        }
    }
}
