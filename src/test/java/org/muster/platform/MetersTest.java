package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final Meters meters = new Meters();

    @Test
    void figuresAreWrittenAsPrometheusReadsThem() {
        meters.count("muster_sync_failures", 2, "cluster", "1");
        meters.count("muster_sync_failures", 1, "cluster", "1");
        meters.count("muster_sync_failures", 1, "cluster", "2\"\n");
        meters.gauge("muster_vms", () -> 7, "cluster", "1");
        meters.time("muster_sync", Duration.ofMillis(1500));
        meters.time("muster_sync", Duration.ofMillis(500));
        assertThat(meters.text())
                .isEqualTo(
                        """
                        # TYPE muster_sync_failures_total counter
                        muster_sync_failures_total{cluster="1"} 3
                        muster_sync_failures_total{cluster="2\\"\\n"} 1
                        # TYPE muster_sync_seconds summary
                        muster_sync_seconds_count 2
                        muster_sync_seconds_sum 2.0
                        # TYPE muster_vms gauge
                        muster_vms{cluster="1"} 7.0
                        """);
    }

    @Test
    void aDroppedGaugeSaysNothing() {
        meters.gauge("muster_vms", () -> 7);
        meters.dropGauge("muster_vms");
        assertThat(meters.text()).doesNotContain("muster_vms 7");
    }

    @Test
    void aLabelNeedsAValue() {
        assertThatThrownBy(() -> meters.count("muster_x", 1, "cluster")).isInstanceOf(IllegalArgumentException.class);
    }
}
