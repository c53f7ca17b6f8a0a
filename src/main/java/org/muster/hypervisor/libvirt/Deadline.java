package org.muster.hypervisor.libvirt;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a native call that takes too long: such a call can't be interrupted, so when the time is over another thread
 * pulls a switch, again and again until the call has returned. The one thread of all deadlines never blocks.
 */
final class Deadline implements AutoCloseable {

    private static final long AGAIN_MS = 200;
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final Runnable cut;
    private final Future<?> watching;
    private boolean over;
    private boolean done;

    private Deadline(Duration limit, Runnable cut) {
        this.cut = cut;
        this.watching = WATCH.scheduleWithFixedDelay(
                this::pass, Math.max(1, limit.toMillis()), AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    /** From now, after {@code limit}, cuts until closed. */
    static Deadline in(Duration limit, Runnable cut) {
        return new Deadline(limit, cut);
    }

    private synchronized void pass() {
        if (!done) {
            over = true;
            cut.run();
        }
    }

    /** Whether the time was over before the call returned. */
    synchronized boolean isOver() {
        return over;
    }

    /** After this nothing is cut any more. */
    @Override
    public void close() {
        synchronized (this) {
            done = true;
        }
        watching.cancel(false);
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "muster-libvirt-deadline");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        one.setRemoveOnCancelPolicy(true);
        return one;
    }
}
