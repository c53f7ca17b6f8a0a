package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.muster.sync.Demands;
import org.muster.task.Task;
import org.muster.task.Tasks;

/** Where requests are held until something has happened: a few at once, the others go on without. */
@Singleton
public class Waiting {

    private final Demands demands;
    private final Tasks tasks;
    private final Duration liveLimit;
    private final Semaphore seats;

    @Inject
    public Waiting(Demands demands, Tasks tasks) {
        this(demands, tasks, ApiConfig.configured());
    }

    Waiting(Demands demands, Tasks tasks, ApiConfig config) {
        this.demands = demands;
        this.tasks = tasks;
        this.liveLimit = config.liveLimit();
        this.seats = new Semaphore(config.waiting());
    }

    /**
     * Has a cluster observed now, all if null.
     *
     * @return whether it was
     */
    boolean observe(@Nullable Long cluster) {
        if (!seats.tryAcquire()) {
            return false;
        }
        try {
            return demands.refresh(cluster, liveLimit);
        } finally {
            seats.release();
        }
    }

    /** The task when it has ended; empty if it did not in time. */
    Optional<Task> end(Task task, Duration limit) {
        if (limit.isZero() || !seats.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tasks.await(task.id(), limit))
                    .filter(after -> after.state().isEnded());
        } finally {
            seats.release();
        }
    }
}
