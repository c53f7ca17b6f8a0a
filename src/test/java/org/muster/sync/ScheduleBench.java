package org.muster.sync;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten times as many schedules as {@link RandomScheduleTest} plays, and others; on H2, whatever else is measured on. */
class ScheduleBench {

    @Test
    void tenThousandSchedulesBreakNoRule(@TempDir Path home) throws Exception {
        RandomScheduleTest.inLanes(home, 1_000_001, 10_000, 1, RandomScheduleTest::h2, SimulatedFleet::new);
    }

    @Test
    void tenThousandSchedulesOfProxmoxClustersBreakNoRule(@TempDir Path home) throws Exception {
        RandomScheduleTest.inLanes(home, 1_000_001, 10_000, 1, RandomScheduleTest::h2, SimulatedClusters::new);
    }
}
