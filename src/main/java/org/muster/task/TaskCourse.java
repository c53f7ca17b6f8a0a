package org.muster.task;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.inventory.VmAction;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Time;
import org.muster.sync.Sources;
import org.muster.task.TaskStore.Step;

/**
 * The course of a task, step by step on the caller's thread: ask once; follow what the source carries out by itself until it
 * tells the verdict; look until the VM is as asked or the patience is over; then stop what is to be forced; end.
 */
@Singleton
class TaskCourse {

    private static final System.Logger LOG = System.getLogger(TaskCourse.class.getName());

    /** At VMs of sources that act while they are asked. */
    private static final Pauses LOOKS = new Pauses(Duration.ofMillis(500), Duration.ofMillis(500));

    /** At orders that a source carries out by itself, and then at their VMs. */
    static final Pauses POLLS = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final Sources sources;
    private final TaskStore store;
    private final Database database;
    private final TaskConfig config;
    private final Patience patience;
    private final Looking looking;
    private final Following following;
    private final ForcedShutdown forced;
    private final Pauses polls;

    @Inject
    TaskCourse(Sources sources, TaskStore store, TaskEnd end, Database database, TaskConfig config, Time time) {
        this(sources, store, end, database, config, time, POLLS);
    }

    TaskCourse(
            Sources sources,
            TaskStore store,
            TaskEnd end,
            Database database,
            TaskConfig config,
            Time time,
            Pauses polls) {
        this.sources = sources;
        this.store = store;
        this.database = database;
        this.config = config;
        this.polls = polls;
        patience = new Patience(config, time);
        looking = new Looking(sources, end, config, patience);
        following = new Following(sources, looking, config, patience, time, polls);
        forced = new ForcedShutdown(sources, store, database, config, patience, time);
    }

    /** Asks for what was never asked. Must not be run again once it has returned. */
    Turn ask(Job job) {
        if (!database.read(tx -> store.isOurs(tx, job.task()))) {
            return Turn.OVER; // this process stood still, and another node has taken it up
        }
        return send(
                job,
                new Order(
                        job.action(),
                        job.externalId(),
                        patience.ofGuest(job),
                        job.wish().force()));
    }

    private Turn send(Job job, Order order) {
        try {
            Optional<String> receipt = sources.ask(job.connection(), connection -> {
                looking.sight(job).requireSame(connection);
                return connection.perform(order, config.callDeadline());
            });
            return receipt.isEmpty() ? Turn.now(() -> asked(job)) : taken(job, receipt.get());
        } catch (HypervisorException e) {
            if (Thread.currentThread().isInterrupted()) {
                return Turn.OVER; // Muster is stopping: the task is taken up at the next start
            }
            String why = Looking.words(e);
            return e instanceof OrderInDoubt
                    ? Turn.now(() -> looking.look(job, patiently(job, polls, why, null)))
                    : Turn.now(() -> looking.failed(job, why));
        }
    }

    /** The source has acted, or asked the guest to. */
    private Turn asked(Job job) {
        Job now = forced.asked(job);
        return looking.look(now, patiently(now, LOOKS, null, now.isToBeStopped() ? () -> stop(now) : null));
    }

    /** A guest that was asked to shut down has not: its VM is stopped, once, whoever asks for it. */
    private Turn stop(Job job) {
        return forced.stopping(job)
                ? send(job.at(Step.STOPPING), new Order(VmAction.STOP, job.externalId(), config.confirmDeadline()))
                : Turn.OVER;
    }

    /** If it can't be kept, at least this process knows it. */
    private Turn taken(Job job, String receipt) {
        try {
            database.call(tx -> {
                store.receipt(tx, job.task(), receipt);
                return true;
            });
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "What the source calls task {0} is not kept: {1}", job.task(), e.getMessage());
        }
        return follow(job, receipt);
    }

    /** Follows what a source has taken, whoever asked for it. */
    Turn follow(Job job, String receipt) {
        return following.follow(job, receipt);
    }

    /**
     * Looks at a VM whose task was under way when somebody died, and whose source has nothing to follow.
     *
     * @param interrupted what to say if the VM is not as asked, because nobody knows whether it was asked
     */
    Turn look(Job job, String interrupted) {
        if (forced.isToBeStopped(job)) {
            return looking.look(
                    job,
                    new Look(
                            LOOKS,
                            patience.within(forced.left(job)),
                            null,
                            false,
                            () -> stopUnlessStarted(job, interrupted)));
        }
        // A restart leaves a guest's shutdown under way; any other action would have been done by now.
        boolean once = job.action() != VmAction.SHUTDOWN;
        return looking.look(job, new Look(LOOKS, patience.within(patience.of(job)), interrupted, once, null));
    }

    private Turn stopUnlessStarted(Job job, String interrupted) {
        String against = forced.against(job);
        return against == null ? stop(job) : looking.failed(job, interrupted + " " + against);
    }

    private Look patiently(Job job, Pauses pauses, @Nullable String doubt, Turn.@Nullable Step lastly) {
        return new Look(pauses, patience.within(patience.of(job)), doubt, false, lastly);
    }
}
