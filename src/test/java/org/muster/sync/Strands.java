package org.muster.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Threads of one process in virtual time: as many as it likes, for as long as it lives. */
final class Strands extends AbstractExecutorService implements ScheduledExecutorService {

    private final VirtualTime virtual;
    private final VirtualTime.Life life;

    Strands(VirtualTime virtual, VirtualTime.Life life) {
        this.virtual = virtual;
        this.life = life;
    }

    @Override
    public void execute(Runnable work) {
        after(Duration.ZERO, work);
    }

    private void after(Duration wait, Runnable work) {
        if (life.isOver()) {
            throw new RejectedExecutionException();
        }
        virtual.after(wait, life, work);
    }

    /** Can't be waited for nor called off. */
    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        after(Duration.ofNanos(unit.toNanos(delay)), work);
        return NEVER;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    work.run();
                    scheduleWithFixedDelay(work, delay, delay, unit);
                },
                first,
                unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        life.end();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return life.isOver();
    }

    @Override
    public boolean isTerminated() {
        return life.isOver();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return life.isOver();
    }

    private static final Ticket NEVER = new Ticket();

    /** Of a work that nobody waits for. */
    private static final class Ticket extends CompletableFuture<Object> implements ScheduledFuture<Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }
    }
}
