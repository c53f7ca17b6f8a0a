package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final long NOW = -5; // as System.nanoTime may be

    private final LoginThrottle throttle = new LoginThrottle();

    private void fail(int times, String name, String source) {
        for (int i = 0; i < times; i++) {
            throttle.failed(name, source, NOW);
        }
    }

    private long wait(String name, String source, long now) {
        return throttle.wait(name, source, now).toSeconds();
    }

    @Test
    void theFirstFailuresCostNothing() {
        fail(5, "admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.1", NOW)).isZero();
    }

    @Test
    void theDelayGrowsUpToAMinute() {
        fail(6, "admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.1", NOW)).isEqualTo(2);
        fail(1, "admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.1", NOW)).isEqualTo(4);
        fail(100, "admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.1", NOW)).isEqualTo(60);
        assertThat(wait("admin", "192.0.2.1", NOW + Duration.ofSeconds(60).toNanos()))
                .isZero();
    }

    @Test
    void noAccountIsLockedForOtherSources() {
        fail(100, "admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.2", NOW)).isZero();
    }

    @Test
    void aSourceThatTriesManyNamesWaitsForAll() {
        for (int i = 0; i < 21; i++) {
            fail(1, "user" + i, "192.0.2.1");
        }
        assertThat(wait("someone", "192.0.2.1", NOW)).isEqualTo(2);
    }

    @Test
    void successForgetsTheFailures() {
        fail(6, "admin", "192.0.2.1");
        throttle.succeeded("admin", "192.0.2.1");
        assertThat(wait("admin", "192.0.2.1", NOW)).isZero();
    }

    @Test
    void ofManyAtOnceNoMoreBeginThanOneAfterTheOther() {
        for (int i = 0; i < 6; i++) {
            assertThat(throttle.begin("admin", "192.0.2.1", NOW)).isZero();
        }
        assertThat(throttle.begin("admin", "192.0.2.1", NOW)).isEqualTo(Duration.ofSeconds(2));
        throttle.forget("admin", "192.0.2.1");
        assertThat(throttle.begin("admin", "192.0.2.1", NOW)).isZero();
    }

    @Test
    void successThatIsForgottenLeavesNothingOfItsSource() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.begin("7", "7", NOW)).isZero();
            throttle.forget("7", "7");
        }
    }

    @Test
    void oldFailuresAreForgotten() {
        fail(6, "admin", "192.0.2.1");
        long later = NOW + Duration.ofMinutes(16).toNanos();
        throttle.failed("admin", "192.0.2.1", later);
        assertThat(wait("admin", "192.0.2.1", later)).isZero();
    }
}
