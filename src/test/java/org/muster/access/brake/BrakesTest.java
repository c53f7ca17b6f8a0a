package org.muster.access.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.muster.platform.Time;

class BrakesTest {

    private final AtomicLong now = new AtomicLong(-5); // as System.nanoTime may be
    private final Brakes brakes = brakes(Map.of(Brake.LIVE, 6, Brake.EXPORT, 1, Brake.LOGIN, 1));

    private Brakes brakes(Map<Brake, Integer> perMinute) {
        return new Brakes(new BrakeConfig(perMinute), new Time(Clock.systemUTC(), now::get));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            brakes.take(Brake.LIVE, 1);
        }
    }

    @Test
    void aMinutesPermitsMayBeUsedAtOnceAndComeBackEvenly() {
        use(6);
        assertThatThrownBy(() -> use(1))
                .isInstanceOfSatisfying(TooOften.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(10));
        pass(Duration.ofMillis(9_500));
        assertThatThrownBy(() -> use(1))
                .isInstanceOfSatisfying(TooOften.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(1));
        pass(Duration.ofMillis(500));
        use(1);
        assertThatThrownBy(() -> use(1)).isInstanceOf(TooOften.class);
        pass(Duration.ofHours(1));
        use(6);
        assertThatThrownBy(() -> use(1)).isInstanceOf(TooOften.class);
    }

    @Test
    void aRefusalTakesNothing() {
        use(6);
        for (int i = 0; i < 100; i++) {
            assertThat(brakes.wait(Brake.LIVE, "account:1")).isEqualTo(Duration.ofSeconds(10));
        }
    }

    @Test
    void nobodyPaysForAnotherNorForAnotherKind() {
        use(6);
        brakes.take(Brake.LIVE, 2);
        brakes.take(Brake.EXPORT, 1);
        assertThatThrownBy(() -> brakes.take(Brake.EXPORT, 1)).isInstanceOf(TooOften.class);
    }

    @Test
    void withoutALimitNothingIsRemembered() {
        for (int i = 0; i < 1000; i++) {
            brakes.take(Brake.TRIGGER, 1);
        }
        assertThat(brakes.size()).isZero();
    }

    @Test
    void manyStrangersAreNotAllRemembered() {
        for (int i = 0; i < 3 * Brakes.MOST; i++) {
            brakes.wait(Brake.LOGIN, "192.0.2.1 user" + i);
        }
        assertThat(brakes.size()).isEqualTo(Brakes.MOST);
        pass(Duration.ofMinutes(2));
        brakes.wait(Brake.LOGIN, "192.0.2.1 admin");
        assertThat(brakes.size()).isEqualTo(1);
    }

    @Test
    void defaultsAndSettings() {
        assertThat(config(Map.of()).perMinute())
                .isEqualTo(Map.of(Brake.LIVE, 30, Brake.EXPORT, 30, Brake.TRIGGER, 30, Brake.LOGIN, 60));
        assertThat(config(Map.of(
                                "muster.access.live-per-minute", "1",
                                "muster.access.export-per-minute", "2",
                                "muster.access.trigger-per-minute", "3",
                                "muster.access.login-per-minute", "0"))
                        .perMinute())
                .isEqualTo(Map.of(Brake.LIVE, 1, Brake.EXPORT, 2, Brake.TRIGGER, 3, Brake.LOGIN, 0));
        assertThatThrownBy(() -> config(Map.of("muster.access.live-per-minute", "-1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BrakeConfig config(Map<String, String> settings) {
        return BrakeConfig.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}
