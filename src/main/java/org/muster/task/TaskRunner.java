package org.muster.task;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Threads;

/** Has tasks carried out on its own threads, each a step of its course at a time, and takes up what others left. */
@Singleton
class TaskRunner {

    private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());
    private static final Duration SLOT_PAUSE = Duration.ofMillis(500);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);
    private static final int AT_ONCE_A_CONNECTION = 2;

    private interface Step {
        void run();
    }

    private final TaskCourse course;
    private final Inventory inventory;
    private final TaskStore store;
    private final TaskEnd end;
    private final Database database;
    private final ScheduledThreadPoolExecutor pool;
    private final Map<Long, Semaphore> slots = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

    @Inject
    TaskRunner(
            TaskCourse course,
            Inventory inventory,
            TaskStore store,
            TaskEnd end,
            Database database,
            Threads threads,
            TaskConfig config) {
        this.course = course;
        this.inventory = inventory;
        this.store = store;
        this.end = end;
        this.database = database;
        this.pool = new ScheduledThreadPoolExecutor(config.threads(), threads.named("muster-task"));
        pool.setRemoveOnCancelPolicy(true);
    }

    /** Completes when a task that runs in this process has ended; null if none of that id does. */
    @Nullable
    CompletableFuture<Void> endOf(long task) {
        return ends.get(task);
    }

    /** Has a task carried out. */
    void accept(long task) {
        ends.put(task, new CompletableFuture<>());
        schedule(task, Duration.ZERO, () -> start(task));
    }

    /** Takes up what nodes that died have left: what was asked is not asked again, only followed and looked at. */
    void resume() {
        for (TaskStore.Stored left : database.read(store::orphans)) {
            long task = left.task().id();
            boolean ours = database.call(tx -> store.adopt(tx, task));
            if (!ours || ends.putIfAbsent(task, new CompletableFuture<>()) != null) {
                continue; // another node's, or under way here while this node was held for dead
            }
            schedule(task, Duration.ZERO, () -> resumeOne(task, "It was interrupted by a restart of Muster."));
        }
    }

    private void start(long task) {
        boolean begun = database.call(tx -> store.begin(tx, task, Instant.now()));
        Optional<TaskStore.Stored> stored = database.read(tx -> store.find(tx, task));
        if (begun && stored.isPresent()) {
            job(stored.get()).ifPresent(job -> inSlot(job, Turn.now(() -> course.ask(job))));
        } else {
            over(task);
        }
    }

    private void takeUp(TaskStore.Stored begun, String interrupted) {
        String receipt = begun.receipt();
        job(begun)
                .ifPresent(job -> inSlot(
                        job,
                        receipt == null
                                ? Turn.now(() -> course.look(job, interrupted))
                                : Turn.now(() -> course.follow(job, receipt))));
    }

    private Optional<Job> job(TaskStore.Stored stored) {
        Optional<Vm> vm = inventory.find(stored.task().vm(), Viewer.ALL);
        if (vm.isEmpty()) {
            end.end(stored, null, end.nextPass(), "The VM is not there any more.");
            over(stored.task().id());
            return Optional.empty();
        }
        return Optional.of(new Job(stored, vm.get()));
    }

    /** A connection that hangs holds few of the threads; its other tasks wait without one. */
    private void inSlot(Job job, Turn turn) {
        Semaphore slot = slots.computeIfAbsent(job.connection(), connection -> new Semaphore(AT_ONCE_A_CONNECTION));
        if (!slot.tryAcquire()) {
            schedule(job.task(), SLOT_PAUSE, () -> inSlot(job, turn));
            return;
        }
        Turn next = turn;
        try {
            do {
                next = next.step().run();
            } while (next.in().isZero() && !next.isOver());
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "Task {0} waits for the database: {1}", job.task(), e.getMessage());
            next = new Turn(DATABASE_PAUSE, next.step());
        } finally {
            slot.release();
        }
        goOn(job, next);
    }

    private void goOn(Job job, Turn next) {
        if (next.isOver()) {
            over(job.task());
        } else {
            schedule(job.task(), next.in(), () -> inSlot(job, next));
        }
    }

    private void schedule(long task, Duration delay, Step step) {
        try {
            pool.schedule(() -> guarded(task, step), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Muster is stopping: the task is taken up at the next start.
            over(task);
        }
    }

    private void guarded(long task, Step step) {
        try {
            step.run();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "Task {0} waits for the database: {1}", task, e.getMessage());
            schedule(task, DATABASE_PAUSE, () -> resumeOne(task, "The database failed meanwhile."));
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Task " + task + " failed unexpectedly.", e);
            schedule(task, Duration.ZERO, () -> abandon(task));
        }
    }

    /** @param interrupted what to say if nobody knows whether it was asked */
    private void resumeOne(long task, String interrupted) {
        Optional<TaskStore.Stored> stored = database.read(tx -> store.find(tx, task));
        if (stored.isEmpty() || stored.get().task().state().isEnded()) {
            over(task);
        } else if (stored.get().task().state() == TaskState.QUEUED) {
            start(task);
        } else {
            takeUp(stored.get(), interrupted);
        }
    }

    private void abandon(long task) {
        database.read(tx -> store.find(tx, task))
                .ifPresent(stored -> end.end(stored, null, end.nextPass(), "An unexpected failure; see the log."));
        over(task);
    }

    private void over(long task) {
        CompletableFuture<Void> waiting = ends.remove(task);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
        ends.keySet().forEach(this::over);
    }
}
