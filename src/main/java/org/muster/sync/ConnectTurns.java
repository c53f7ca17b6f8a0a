package org.muster.sync;

import java.time.Duration;

/**
 * When each connection may be opened, so that a big fleet is not stormed by a start, a take-over or the end of a wide
 * failure: some at once, the others one after the other.
 */
final class ConnectTurns {

    /** How many need not wait; a fleet of that size is there at once. */
    static final int AT_ONCE = 50;

    /** From one turn to the next: 100 a second, 2,500 hosts in 25 s. */
    static final Duration APART = Duration.ofMillis(10);

    private static final long AHEAD = APART.multipliedBy(AT_ONCE - 1).toNanos();

    private boolean begun;
    private long next;

    /** Takes a turn. @return how long it is until then, mostly zero */
    synchronized Duration take(long nanoTime) {
        long earliest = nanoTime - AHEAD;
        long turn = begun && next - earliest > 0 ? next : earliest;
        begun = true;
        next = turn + APART.toNanos();
        return Duration.ofNanos(Math.max(0, turn - nanoTime));
    }
}
