package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallsTest {

    private final Calls calls = new Calls();

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void withinTheFirstMinuteTheyAreCalls() {
        calls.add(7);
        assertThat(calls.aMinute(at(0))).isEqualTo(7);
        calls.add(3);
        assertThat(calls.aMinute(at(30))).isEqualTo(10);
    }

    @Test
    void fourCallsEveryHalfMinuteAreEightAMinute() {
        double last = 0;
        for (int second = 0; second <= 1200; second += 30) {
            calls.add(4);
            last = calls.aMinute(at(second));
        }
        assertThat(last).isCloseTo(8, within(0.01));
    }

    @Test
    void whatWasLongAgoCountsNoMore() {
        calls.add(10_000);
        calls.aMinute(at(0));
        for (int second = 30; second <= 330; second += 30) {
            calls.add(1);
            calls.aMinute(at(second));
        }
        assertThat(calls.aMinute(at(331))).isCloseTo(2, within(0.3));
    }

    @Test
    void oneThatIsAskedRarelyIsStillMeasured() {
        calls.aMinute(at(0));
        calls.add(60);
        calls.aMinute(at(3600));
        calls.add(60);
        assertThat(calls.aMinute(at(7200))).isLessThanOrEqualTo(60);
    }
}
