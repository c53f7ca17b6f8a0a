package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskConfigTest {

    @Test
    void theseAreTheDefaults() {
        TaskConfig plain = TaskConfig.of(new SmallRyeConfigBuilder().build());

        assertThat(plain).isEqualTo(TaskConfig.DEFAULT);
        assertThat(plain)
                .isEqualTo(new TaskConfig(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(600),
                        8));
    }

    @Test
    void eachIsConfigured() {
        Map<String, String> all = Map.of(
                "muster.task.call-deadline", "1",
                "muster.task.confirm-deadline", "2",
                "muster.task.shutdown-deadline", "3",
                "muster.task.follow-deadline", "4",
                "muster.task.threads", "5");
        TaskConfig configured = TaskConfig.of(new SmallRyeConfigBuilder()
                .withSources(new io.smallrye.config.PropertiesConfigSource(all, "test", 100))
                .build());

        assertThat(configured)
                .isEqualTo(new TaskConfig(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 5));
    }
}
