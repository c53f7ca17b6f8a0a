package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(300));

    @Test
    void doublesFromTheFirstToTheMost() {
        assertThat(backOff.after(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backOff.after(2, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backOff.after(6, 0.5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(backOff.after(7, 0.5)).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void neverOverflows() {
        for (int failures = 1; failures < 200; failures++) {
            assertThat(backOff.after(failures, 1.0)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(375));
        }
        assertThat(backOff.after(Integer.MAX_VALUE, 0.5)).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void luckSpreadsByAQuarterEachWay() {
        assertThat(backOff.after(2, 0)).isEqualTo(Duration.ofMillis(7500));
        assertThat(backOff.after(2, 1)).isEqualTo(Duration.ofMillis(12500));
    }
}
