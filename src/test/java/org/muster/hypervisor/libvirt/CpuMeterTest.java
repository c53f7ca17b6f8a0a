package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuMeterTest {

    private static final long SECOND = 1_000_000_000L;

    private final CpuMeter meter = new CpuMeter();

    @Test
    void usageIsADifferenceOverTimeAndCores() {
        meter.learn(Map.of("a", 4));
        assertThat(meter.percent("a", 7 * SECOND, 100 * SECOND)).isNull();
        assertThat(meter.percent("a", 37 * SECOND, 130 * SECOND)).isEqualTo(25.0);
        assertThat(meter.percent("a", 37 * SECOND, 160 * SECOND)).isEqualTo(0.0);
    }

    @Test
    void moreThanAllIsAll() {
        meter.learn(Map.of("a", 1));
        meter.percent("a", 0, 0);
        assertThat(meter.percent("a", 3 * SECOND, SECOND)).isEqualTo(100.0);
    }

    @Test
    void restartBeginsAnew() {
        meter.learn(Map.of("a", 1));
        meter.percent("a", 50 * SECOND, 0);
        assertThat(meter.percent("a", SECOND, 10 * SECOND)).isNull();
        assertThat(meter.percent("a", 2 * SECOND, 20 * SECOND)).isEqualTo(10.0);
    }

    @Test
    void restartBetweenReadingsIsNotMistaken() {
        meter.learn(Map.of("a", 1));
        meter.percent("a", SECOND, 0);
        meter.keepOnly(Set.of());
        assertThat(meter.percent("a", 9 * SECOND, 10 * SECOND)).isNull();
    }

    @Test
    void unknownCoresAreUnknownUsage() {
        meter.percent("a", 0, 0);
        assertThat(meter.percent("a", SECOND, 2 * SECOND)).isNull();
        meter.learn(Map.of("a", 2));
        assertThat(meter.percent("a", 3 * SECOND, 4 * SECOND)).isEqualTo(50.0);
    }

    @Test
    void readingsTooCloseRepeatTheLast() {
        meter.learn(Map.of("a", 1));
        meter.percent("a", 0, 0);
        assertThat(meter.percent("a", SECOND, 10 * SECOND)).isEqualTo(10.0);
        assertThat(meter.percent("a", SECOND + 1, 10 * SECOND + 1)).isEqualTo(10.0);
        assertThat(meter.percent("a", 11 * SECOND, 20 * SECOND)).isEqualTo(100.0);
    }
}
