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
                .isEqualTo(new AccessConfig(AccessConfig.Tls.OFF, Duration.ofHours(1), Duration.ofHours(12)));
    }

    @Test
    void settings() {
        assertThat(AccessConfig.of(config(Map.of(
                        "muster.tls", "proxy",
                        "muster.access.session-idle", "PT5M",
                        "muster.access.session-length", "PT1H"))))
                .isEqualTo(new AccessConfig(AccessConfig.Tls.PROXY, Duration.ofMinutes(5), Duration.ofHours(1)));
    }

    @Test
    void anUnknownWordStopsTheStart() {
        assertThatThrownBy(() -> AccessConfig.of(config(Map.of("muster.tls", "maybe"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
