package org.muster.sync;

import java.time.Duration;

/**
 * How often a source is asked: at every tick of the quick timer while something happens there; once nothing has for some
 * time, at every second tick, then at every fourth, and so on up to a bound.
 */
final class Pace {

    /** How long nothing must have happened. */
    static final Duration CALM = Duration.ofMinutes(2);

    private volatile boolean stirred = true;
    private long stirredAt;
    private int every = 1;
    private int said = 1;
    private int ticks;

    /** Something happens there, or somebody watches: it is asked at every tick again. Cheap, for it is said often. */
    void stir() {
        stirred = true;
    }

    /**
     * A tick of the quick timer.
     *
     * @param most ticks from one turn to the next
     * @return whether it is the source's turn
     */
    synchronized boolean isTurn(int most, long nanoTime) {
        settle(nanoTime);
        every = Math.min(every, most);
        ticks++;
        if (ticks < every) {
            return false;
        }
        ticks = 0;
        return true;
    }

    /** How many ticks there are from a pass to the next if that pass finds nothing changed. */
    synchronized int ifQuiet(SyncKind kind, int most, long nanoTime) {
        settle(nanoTime);
        int next = kind == SyncKind.QUICK && nanoTime - stirredAt >= CALM.toNanos() ? every * 2 : every;
        said = Math.min(next, most);
        return said;
    }

    /** The pass has found nothing changed: what was said last holds, to the tick, for rows are stale by it. */
    synchronized void quiet() {
        every = said;
    }

    private void settle(long nanoTime) {
        if (stirred) {
            stirred = false;
            stirredAt = nanoTime;
            every = 1;
        }
    }
}
