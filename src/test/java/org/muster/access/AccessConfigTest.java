package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class AccessConfigTest {

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    @Test
    void defaults() {
        assertThat(AccessConfig.of(config(Map.of())))
                .isEqualTo(new AccessConfig(
                        AccessConfig.Tls.OFF,
                        Duration.ofHours(1),
                        Duration.ofHours(12),
                        Duration.ofMinutes(10),
                        Duration.ofDays(14),
                        false));
    }

    @Test
    void settings() {
        assertThat(AccessConfig.of(config(Map.of(
                        "muster.tls", "proxy",
                        "muster.access.session-idle", "PT5M",
                        "muster.access.session-length", "PT1H",
                        "muster.access.token-length", "PT1M",
                        "muster.access.refresh-length", "P1D",
                        "muster.access.basic", "true"))))
                .isEqualTo(new AccessConfig(
                        AccessConfig.Tls.PROXY,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        Duration.ofDays(1),
                        true));
    }

    @Test
    void anUnknownWordStopsTheStart() {
        assertThatThrownBy(() -> AccessConfig.of(config(Map.of("muster.tls", "maybe"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
