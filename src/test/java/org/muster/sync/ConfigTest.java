package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }

    @Test
    void nothingConfiguredIsTheReadmesTable() {
        SyncConfig config = SyncConfig.of(config(Map.of()));

        assertThat(config).isEqualTo(SyncConfig.DEFAULT);
        assertThat(config.fullInterval()).isEqualTo(Duration.ofSeconds(300));
        assertThat(config.quickInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.fullDeadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.quickDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.openDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.firstDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.threads()).isEqualTo(32);
        assertThat(config.backOff()).isEqualTo(new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(300)));
        assertThat(config.missing()).isEqualTo(new MissingPolicy(Duration.ofMinutes(10), 2, 5, 0.3));
        assertThat(config.portChecks()).isTrue();
        assertThat(config.guestInterval()).isEqualTo(Duration.ofSeconds(300));
        assertThat(config.guestDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.keepRuns()).isEqualTo(Duration.ofDays(7));
        assertThat(config.keepGone()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void valuesAreRead() {
        SyncConfig config =
                SyncConfig.of(config(Map.of("muster.sync.full-interval", "600", "muster.sync.port-checks", "false")));

        assertThat(config.fullInterval()).isEqualTo(Duration.ofSeconds(600));
        assertThat(config.portChecks()).isFalse();
    }

    @Test
    void aValueOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> SyncConfig.of(config(Map.of("muster.sync.quick-interval", "1"))))
                .hasMessageContaining("muster.sync.quick-interval");
    }
}
