package org.muster.hypervisor.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that help with calls which libvirt takes for one domain only: libvirt has several calls of a connection
 * in flight at once (five by default, of which two stay free). They are lent to one job at a time; whoever finds them
 * lent does without, so that a peer that hangs delays no other.
 */
final class SpareHands {

    private static final int HANDS = 2;
    private static final int WORTH_IT = 64;
    private static final long IDLE_SECONDS = 30;
    private static final Semaphore FREE = new Semaphore(HANDS);
    private static final ThreadPoolExecutor POOL = pool();

    private SpareHands() {}

    /** One part of a job. */
    @FunctionalInterface
    interface Work<T> {
        void on(T part) throws VirtException;
    }

    /** Does the work on every part, here and with the spare hands; all have let go when it returns or throws. */
    static <T> void each(List<T> parts, Work<T> work) throws VirtException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable VirtException> failure = new AtomicReference<>();
        Runnable share = () -> {
            try {
                for (int at = next.getAndIncrement(); at < parts.size(); at = next.getAndIncrement()) {
                    work.on(parts.get(at));
                }
            } catch (VirtException e) {
                failure.compareAndSet(null, e);
            } finally {
                next.set(parts.size()); // nothing is left, or nothing is worth doing
            }
        };
        List<CompletableFuture<Void>> helping = parts.size() < WORTH_IT ? List.of() : lent(share);
        try {
            share.run();
        } finally {
            CompletableFuture.allOf(helping.toArray(CompletableFuture<?>[]::new))
                    .join();
        }
        VirtException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static List<CompletableFuture<Void>> lent(Runnable share) {
        List<CompletableFuture<Void>> helping = new ArrayList<>();
        while (helping.size() < HANDS && FREE.tryAcquire()) {
            helping.add(CompletableFuture.runAsync(() -> letGoAfter(share), POOL));
        }
        return helping;
    }

    private static void letGoAfter(Runnable share) {
        try {
            share.run();
        } finally {
            FREE.release();
        }
    }

    private static ThreadPoolExecutor pool() {
        // No more than the hands that are free get here; a thread that has just let go may not be idle yet.
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "muster-libvirt-hand");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    return thread;
                });
    }
}
