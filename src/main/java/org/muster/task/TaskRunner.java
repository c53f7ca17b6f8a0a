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
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Threads;
import org.muster.sync.Sources;

/** Carries tasks out on its own threads: ask, then look until the VM is as asked or the patience is over. */
@Singleton
class TaskRunner {

    private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int AT_ONCE_A_CONNECTION = 2;

    /** A task under way: whose VM, and until when it is waited for. */
    private record Job(TaskStore.Stored stored, Vm vm, long until) {
        VmAction action() {
            return stored.task().action();
        }
    }

    private interface Step {
        void run();
    }

    private final Sources sources;
    private final Inventory inventory;
    private final TaskStore store;
    private final TaskEnd end;
    private final Database database;
    private final TaskConfig config;
    private final ScheduledThreadPoolExecutor pool;
    private final Map<Long, Semaphore> slots = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

    @Inject
    TaskRunner(
            Sources sources,
            Inventory inventory,
            TaskStore store,
            TaskEnd end,
            Database database,
            Threads threads,
            TaskConfig config) {
        this.sources = sources;
        this.inventory = inventory;
        this.store = store;
        this.end = end;
        this.database = database;
        this.config = config;
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

    /** Takes up what nodes that died have left: what was asked is not asked again, only looked at. */
    void resume() {
        for (TaskStore.Stored left : database.read(store::orphans)) {
            long task = left.task().id();
            boolean ours = database.call(tx -> store.adopt(tx, task));
            if (!ours || ends.putIfAbsent(task, new CompletableFuture<>()) != null) {
                continue; // another node's, or under way here while this node was held for dead
            }
            if (left.task().state() == TaskState.QUEUED) {
                schedule(task, Duration.ZERO, () -> start(task));
            } else {
                schedule(task, Duration.ZERO, () -> job(left)
                        .ifPresent(job -> inSlot(job, () -> look(job, "It was interrupted by a restart of Muster."))));
            }
        }
    }

    private void start(long task) {
        boolean begun = database.call(tx -> store.begin(tx, task, Instant.now()));
        Optional<TaskStore.Stored> stored = database.read(tx -> store.find(tx, task));
        if (begun && stored.isPresent()) {
            job(stored.get()).ifPresent(job -> inSlot(job, () -> ask(job)));
        } else {
            over(task);
        }
    }

    private Optional<Job> job(TaskStore.Stored stored) {
        Optional<Vm> vm = inventory.find(stored.task().vm(), Viewer.ALL);
        if (vm.isEmpty()) {
            end.end(stored, null, end.nextPass(), "The VM is not there any more.");
            over(stored.task().id());
            return Optional.empty();
        }
        Duration patience =
                stored.task().action() == VmAction.SHUTDOWN ? config.shutdownDeadline() : config.confirmDeadline();
        return Optional.of(new Job(stored, vm.get(), System.nanoTime() + patience.toNanos()));
    }

    /** A connection that hangs holds few of the threads; its other tasks wait without one. */
    private void inSlot(Job job, Step step) {
        Semaphore slot = slots.computeIfAbsent(
                job.vm().state().connectionId(), connection -> new Semaphore(AT_ONCE_A_CONNECTION));
        if (!slot.tryAcquire()) {
            schedule(job.stored().task().id(), LOOK_AGAIN, () -> inSlot(job, step));
            return;
        }
        try {
            step.run();
        } finally {
            slot.release();
        }
    }

    private void ask(Job job) {
        long task = job.stored().task().id();
        if (!database.read(tx -> store.isOurs(tx, task))) {
            over(task); // this process stood still, and another node has taken it up
            return;
        }
        try {
            sources.ask(job.vm().state().connectionId(), connection -> {
                connection.perform(job.action(), job.vm().state().externalId(), config.callDeadline());
                return true;
            });
        } catch (HypervisorException e) {
            refuse(job, String.valueOf(e.getMessage()));
            return;
        }
        look(job, null);
    }

    /** @param interrupted what to say if the VM is not as asked, because nobody knows whether it was asked */
    private void look(Job job, @Nullable String interrupted) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            lookAgain(job, interrupted, null, pass, String.valueOf(e.getMessage()));
            return;
        }
        if (isReached(job, seen)) {
            end.end(job.stored(), seen, pass, null);
            over(job.stored().task().id());
        } else {
            lookAgain(job, interrupted, seen, pass, tooLate(job, seen));
        }
    }

    private void lookAgain(
            Job job, @Nullable String interrupted, @Nullable Optional<ObservedVm> seen, long pass, String why) {
        boolean patient = System.nanoTime() - job.until() < 0;
        // A restart leaves a guest's shutdown under way; any other action would have been done by now.
        boolean hopeless = interrupted != null && seen != null && job.action() != VmAction.SHUTDOWN;
        if (patient && !hopeless) {
            schedule(job.stored().task().id(), LOOK_AGAIN, () -> inSlot(job, () -> look(job, interrupted)));
        } else {
            end.end(job.stored(), seen, pass, interrupted == null ? why : interrupted + " " + why);
            over(job.stored().task().id());
        }
    }

    private void refuse(Job job, String why) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen = null;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "After a refused action nothing could be observed: {0}", e.getMessage());
        }
        end.end(job.stored(), seen, pass, why);
        over(job.stored().task().id());
    }

    private Optional<ObservedVm> observe(Job job) throws HypervisorException {
        return sources.ask(
                job.vm().state().connectionId(),
                connection -> connection.observeVm(job.vm().state().externalId(), config.callDeadline()));
    }

    /** A VM that exists only while it runs is gone once it is stopped. */
    private static boolean isReached(Job job, Optional<ObservedVm> seen) {
        return seen.map(vm -> ActionRules.isReached(job.action(), vm.reading().status()))
                .orElse(job.action() == VmAction.STOP || job.action() == VmAction.SHUTDOWN);
    }

    private String tooLate(Job job, Optional<ObservedVm> seen) {
        String is = seen.map(vm -> "The VM is " + vm.reading().status().word() + ".")
                .orElse("The VM is not there any more.");
        Duration patience = job.action() == VmAction.SHUTDOWN ? config.shutdownDeadline() : config.confirmDeadline();
        return is + " It did not " + job.action().word() + " within " + patience.toSeconds() + " s.";
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
            schedule(task, Duration.ofSeconds(5), () -> resumeOne(task));
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Task " + task + " failed unexpectedly.", e);
            schedule(task, Duration.ZERO, () -> abandon(task));
        }
    }

    private void resumeOne(long task) {
        Optional<TaskStore.Stored> stored = database.read(tx -> store.find(tx, task));
        if (stored.isEmpty() || stored.get().task().state().isEnded()) {
            over(task);
        } else if (stored.get().task().state() == TaskState.QUEUED) {
            start(task);
        } else {
            job(stored.get()).ifPresent(job -> inSlot(job, () -> look(job, "The database failed meanwhile.")));
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
