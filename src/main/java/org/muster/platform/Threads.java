package org.muster.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes pools of our own bounded threads, which the server knows but doesn't share with requests. */
@Singleton
public class Threads {

    @Resource
    private @Nullable ManagedThreadFactory managed;

    private final @Nullable ThreadFactory given;

    @Inject
    Threads() {
        this.given = null;
    }

    /** Threads without a server, for tests. */
    public Threads(ThreadFactory given) {
        this.given = given;
    }

    /**
     * A pool; whoever asked for it shuts it down.
     *
     * @param name of its threads, followed by a number
     * @param size most threads at once; idle ones end after a minute
     * @param waiting most works that wait; more are refused with {@code RejectedExecutionException}
     */
    public ThreadPoolExecutor pool(String name, int size, int waiting) {
        var pool =
                new ThreadPoolExecutor(size, size, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One thread that runs short works later; whoever asked for it shuts it down. */
    public ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(named(name));
    }

    /** The server's factory, with names. */
    public ThreadFactory named(String name) {
        ThreadFactory factory = given == null ? managed : given;
        if (factory == null) {
            throw new IllegalStateException("The server gave no thread factory.");
        }
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = factory.newThread(work);
            thread.setName(name + "-" + count.incrementAndGet());
            return thread;
        };
    }
}
