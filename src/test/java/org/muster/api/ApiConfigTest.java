package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiConfigTest {

    @Test
    void defaultsAreThese() {
        assertThat(of(Map.of())).isEqualTo(new ApiConfig(Duration.ofSeconds(15), 6));
    }

    @Test
    void everySettingIsRead() {
        assertThat(of(Map.of("muster.api.live-limit", "PT3S", "muster.api.waiting", "2")))
                .isEqualTo(new ApiConfig(Duration.ofSeconds(3), 2));
    }

    private static ApiConfig of(Map<String, String> settings) {
        return ApiConfig.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}
