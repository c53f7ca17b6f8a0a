package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditConfigTest {

    private static AuditConfig of(Map<String, String> settings) {
        return AuditConfig.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }

    @Test
    void rowsAreKeptForAYear() {
        assertThat(of(Map.of()).keep()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void settings() {
        assertThat(of(Map.of("muster.access.keep-audit", "P30D")).keep()).isEqualTo(Duration.ofDays(30));
        assertThat(of(Map.of("muster.access.keep-audit", "PT0S")).keep()).isZero();
    }
}
