package org.muster.sync;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muster.platform.Threads;

/**
 * Threads of which so many are at work: for each that has been waiting for its hypervisor for long there is one more, so
 * that many hosts that hang at once delay no other (rule 6).
 */
final class Crew extends ThreadPoolExecutor {

    private static final Duration LONG = Duration.ofMillis(500);
    private static final long TICK_MS = 250;
    private static final int MOST_WAITING = 1_000;
    private static final int QUEUE = 100_000;

    private final int width;
    private final ScheduledExecutorService timer;

    /**
     * @param name of its threads, followed by a number
     * @param width how many are at work at once
     * @param waits whatever its threads may be waiting for, asked four times a second
     */
    Crew(Threads threads, String name, int width, Supplier<Stream<Wait>> waits) {
        super(width, width, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(QUEUE), threads.named(name));
        allowCoreThreadTimeOut(true);
        this.width = width;
        this.timer = threads.timer(name + "-width");
        timer.scheduleAtFixedRate(() -> adjust(waits.get()), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Has a short work done on the timer's thread, so long from now. @throws RejectedExecutionException after the end */
    void after(Duration wait, Runnable work) {
        timer.schedule(work, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void adjust(Stream<Wait> waits) {
        long waiting = waits.filter(wait -> wait.isLongerThan(LONG)).count();
        int wanted = width + (int) Math.min(waiting, MOST_WAITING);
        if (wanted > getMaximumPoolSize()) {
            setMaximumPoolSize(wanted);
            setCorePoolSize(wanted);
        } else if (wanted < getMaximumPoolSize()) {
            setCorePoolSize(wanted);
            setMaximumPoolSize(wanted);
        }
    }

    @Override
    protected void terminated() {
        timer.shutdownNow();
        super.terminated();
    }
}
