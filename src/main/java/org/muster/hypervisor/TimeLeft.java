package org.muster.hypervisor;

import java.time.Duration;

/** What is left of a limit since this was made. */
public final class TimeLeft {

    private final long start = System.nanoTime();
    private final Duration limit;

    /** Time runs from now. */
    public TimeLeft(Duration limit) {
        this.limit = limit;
    }

    /** May be negative: whatever is asked then is late at once. */
    public Duration now() {
        return limit.minusNanos(System.nanoTime() - start);
    }

    /** A part of what is left, in percent. */
    public Duration percent(int share) {
        return now().multipliedBy(share).dividedBy(100);
    }
}
