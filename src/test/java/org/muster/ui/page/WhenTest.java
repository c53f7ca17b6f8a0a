package org.muster.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WhenTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static String relative(Duration age) {
        return When.at(NOW.minus(age), NOW).relative();
    }

    @Test
    void ageIsCoarse() {
        assertThat(relative(Duration.ofMillis(300))).isEqualTo("now");
        assertThat(relative(Duration.ofSeconds(119))).isEqualTo("119 s ago");
        assertThat(relative(Duration.ofMinutes(119))).isEqualTo("119 min ago");
        assertThat(relative(Duration.ofHours(47))).isEqualTo("47 h ago");
        assertThat(relative(Duration.ofDays(9))).isEqualTo("9 days ago");
    }

    @Test
    void whatIsToComeSaysIn() {
        assertThat(relative(Duration.ofSeconds(-20))).isEqualTo("in 20 s");
    }

    @Test
    void absoluteIsUtc() {
        When when = When.at(Instant.parse("2026-11-21T11:59:48.7Z"), NOW);
        assertThat(when.absolute()).isEqualTo("2026-11-21 11:59:48 UTC");
        assertThat(when.machine()).isEqualTo("2026-11-21T11:59:48Z");
        assertThat(When.of(null, NOW)).isNull();
    }
}
