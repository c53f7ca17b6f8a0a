package org.muster.sync;

import java.time.Duration;
import org.muster.hypervisor.HypervisorException;

/** Since when a thread has been waiting for a hypervisor. One thread at a time waits. */
final class Wait {

    /** Asks a hypervisor. */
    interface Question<T> {
        T ask() throws HypervisorException;
    }

    private boolean waiting;
    private long since;

    /** Asks, and is waited for meanwhile. */
    <T> T during(Question<T> question) throws HypervisorException {
        set(true);
        try {
            return question.ask();
        } finally {
            set(false);
        }
    }

    /** Whether it has been waited for longer than that. */
    synchronized boolean isLongerThan(Duration limit) {
        return waiting && System.nanoTime() - since > limit.toNanos();
    }

    private synchronized void set(boolean now) {
        waiting = now;
        since = System.nanoTime();
    }
}
