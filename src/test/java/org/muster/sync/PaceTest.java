package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaceTest {

    private static final long TICK = Duration.ofSeconds(30).toNanos();

    private final Pace pace = new Pace();
    private long tick;

    /** Lets ticks pass; every pass finds nothing. Which of them were its turn, counted from the first. */
    private List<Long> turns(int ticks, int most) {
        List<Long> turns = new ArrayList<>();
        for (int i = 0; i < ticks; i++) {
            tick++;
            if (pace.isTurn(most, tick * TICK)) {
                turns.add(tick);
                pace.ifQuiet(SyncKind.QUICK, most, tick * TICK);
                pace.quiet();
            }
        }
        return turns;
    }

    @Test
    void afterTwoQuietMinutesTheWaitDoublesUpToItsBound() {
        assertThat(turns(30, 8)).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 27L);
    }

    @Test
    void aBoundOfOneTickSwitchesItOff() {
        assertThat(turns(20, 1)).hasSize(20);
    }

    @Test
    void whateverHappensPutsItBackAtOnce() {
        turns(20, 8);
        pace.stir();

        assertThat(turns(4, 8)).containsExactly(21L, 22L, 23L, 24L);
    }

    @Test
    void aLowerBoundHoldsAtTheNextTick() {
        turns(20, 8);
        assertThat(turns(4, 2)).containsExactly(21L, 23L);
    }

    @Test
    void aFullPassKeepsThePace() {
        turns(6, 8);
        assertThat(pace.ifQuiet(SyncKind.QUICK, 8, tick * TICK)).isEqualTo(4);
        assertThat(pace.ifQuiet(SyncKind.FULL, 8, tick * TICK)).isEqualTo(2);
        pace.quiet();
        assertThat(pace.ifQuiet(SyncKind.FULL, 8, tick * TICK)).isEqualTo(2);
    }

    @Test
    void whatWasSaidHoldsAlsoIfTheTwoMinutesEndMeanwhile() {
        pace.isTurn(8, 0);
        long soon = Pace.CALM.toNanos();
        assertThat(pace.ifQuiet(SyncKind.QUICK, 8, soon - 1)).isEqualTo(1);
        pace.quiet();
        assertThat(pace.isTurn(8, soon + 1)).as("as was said").isTrue();
    }

    static Stream<Long> seeds() {
        return new Random(2).longs(50).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsNeverLeftOutForLongerThanWasSaid(long seed) {
        Random chance = new Random(seed);
        int most = 1 + chance.nextInt(8);
        int said = 1;
        int since = 0;
        for (int i = 0; i < 500; i++) {
            long now = ++tick * TICK;
            if (chance.nextInt(40) == 0) {
                pace.stir();
            }
            since++;
            if (pace.isTurn(most, now)) {
                assertThat(since).isLessThanOrEqualTo(said);
                since = 0;
                said = pace.ifQuiet(SyncKind.QUICK, most, now);
                assertThat(said).isBetween(1, most);
                pace.quiet();
            }
            assertThat(since).isLessThan(said);
        }
    }
}
