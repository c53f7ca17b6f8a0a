package org.muster.task;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.Progress;
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

    /** Asking again would not help. */
    private static final Set<Reason> LASTING =
            EnumSet.of(Reason.CREDENTIALS_REFUSED, Reason.UNTRUSTED, Reason.ADDRESS_REFUSED, Reason.CLIENT_MISSING);

    /**
     * What is followed. Times are of the monotonic clock.
     *
     * @param since when it began to be followed
     * @param until how long silence is borne
     */
    private record Followed(String receipt, Pauses pauses, long since, long until) {}

    private final Sources sources;
    private final TaskStore store;
    private final TaskEnd end;
    private final Database database;
    private final TaskConfig config;
    private final Time time;
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
        this.end = end;
        this.database = database;
        this.config = config;
        this.time = time;
        this.polls = polls;
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
                        guestPatience(job),
                        job.wish().force()));
    }

    private Turn send(Job job, Order order) {
        try {
            Optional<String> receipt = sources.ask(job.connection(), connection -> {
                sight(job).requireSame(connection);
                return connection.perform(order, config.callDeadline());
            });
            return receipt.isEmpty() ? Turn.now(() -> asked(job)) : taken(job, receipt.get());
        } catch (HypervisorException e) {
            if (Thread.currentThread().isInterrupted()) {
                return Turn.OVER; // Muster is stopping: the task is taken up at the next start
            }
            String why = words(e);
            return e instanceof OrderInDoubt
                    ? Turn.now(() -> look(job, patiently(job, polls, why)))
                    : Turn.now(() -> failed(job, why));
        }
    }

    /** The source has acted, or asked the guest to. That of a guest is kept: whoever takes this up knows that it was. */
    private Turn asked(Job job) {
        Job now = job;
        if (job.wish().force() && job.stored().step() == null) {
            database.call(tx -> store.step(tx, job.task(), Step.ASKED));
            now = job.at(Step.ASKED);
        }
        return look(now, patiently(now, LOOKS, null));
    }

    /** A guest that was asked to shut down has not: its VM is stopped, once, whoever asks for it. */
    private Turn stop(Job job) {
        boolean ours = database.call(tx -> store.step(tx, job.task(), Step.STOPPING));
        Job stopping = job.at(Step.STOPPING);
        return ours ? send(stopping, new Order(VmAction.STOP, job.externalId(), config.confirmDeadline())) : Turn.OVER;
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
        return again(job, new Followed(receipt, polls, time.nanos(), within(config.confirmDeadline())));
    }

    private Turn again(Job job, Followed order) {
        return new Turn(order.pauses().next(), () -> poll(job, order));
    }

    private Turn poll(Job job, Followed order) {
        Progress progress;
        try {
            progress = sources.ask(
                    job.connection(), connection -> connection.follow(order.receipt(), config.callDeadline()));
        } catch (HypervisorException e) {
            return isOver(order.until()) || LASTING.contains(e.reason())
                    ? look(
                            job,
                            new Look(polls, time.nanos(), "What became of the order is not known: " + words(e), true))
                    : again(job, later(order, order.until()));
        }
        return switch (progress.state()) {
            case DONE -> look(job, afterwards(job, null));
            case FAILED -> failed(job, progress.words());
            case UNKNOWN -> look(job, afterwards(job, progress.words()));
            case UNDER_WAY ->
                isOver(order.since() + longest(job).toNanos())
                        ? failed(
                                job,
                                "It is still under way after " + longest(job).toSeconds() + " s.")
                        : again(job, later(order, within(config.confirmDeadline())));
        };
    }

    private static Followed later(Followed order, long until) {
        return new Followed(order.receipt(), order.pauses().longer(), order.since(), until);
    }

    /**
     * Looks at a VM whose task was under way when somebody died, and whose source has nothing to follow.
     *
     * @param interrupted what to say if the VM is not as asked, because nobody knows whether it was asked
     */
    Turn look(Job job, String interrupted) {
        // A restart leaves a guest's shutdown under way; any other action would have been done by now.
        boolean once = job.action() != VmAction.SHUTDOWN;
        String doubt = job.isToBeStopped() && !isLongAgo(job) ? null : interrupted;
        return look(job, new Look(LOOKS, within(patience(job)), doubt, once));
    }

    /** Whether the guest has had its time: a VM that runs may have been started again since, and is not stopped. */
    private boolean isLongAgo(Job job) {
        Instant started = job.stored().task().started();
        return started == null
                || started.plus(patience(job)).plus(config.confirmDeadline()).isBefore(time.now());
    }

    private Look patiently(Job job, Pauses pauses, @Nullable String doubt) {
        return new Look(pauses, within(patience(job)), doubt, false);
    }

    /** HA of Proxmox VE is done with its task at once, and stops a guest when its time is over, forced or not. */
    private Look afterwards(Job job, @Nullable String doubt) {
        Duration more = job.action() == VmAction.SHUTDOWN ? config.confirmDeadline() : Duration.ZERO;
        return new Look(polls, within(patience(job).plus(more)), doubt, false);
    }

    private Turn look(Job job, Look look) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            return lookAgain(job, look, null, pass, words(e));
        }
        boolean tells = look.doubt() == null || ActionRules.showsInStatus(job.action());
        if (tells && isReached(job, seen)) {
            end.end(job.stored(), seen, pass, null);
            return Turn.OVER;
        }
        return lookAgain(job, tells ? look : look.atOnce(), seen, pass, tells ? tooLate(job, seen) : is(seen));
    }

    private Turn lookAgain(Job job, Look look, @Nullable Optional<ObservedVm> seen, long pass, String why) {
        boolean decided = look.once() && seen != null;
        if (!decided && !isOver(look.until())) {
            return new Turn(look.pauses().next(), () -> look(job, look.later()));
        }
        if (job.isToBeStopped() && look.doubt() == null) {
            if (seen != null) {
                return Turn.now(() -> stop(job));
            }
            if (!isOver(look.until() + config.confirmDeadline().toNanos())) {
                return new Turn(look.pauses().next(), () -> look(job, look.later())); // nothing is stopped unseen
            }
        }
        end.end(job.stored(), seen, pass, look.doubt() == null ? why : look.doubt() + " " + why);
        return Turn.OVER;
    }

    private Turn failed(Job job, String why) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen = null;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "After a refused action nothing could be observed: {0}", e.getMessage());
        }
        // It may have gone down by itself before it was to be stopped.
        boolean isDown = job.isStopping() && seen != null && isReached(job, seen);
        end.end(job.stored(), seen, pass, isDown ? null : why);
        return Turn.OVER;
    }

    private Optional<ObservedVm> observe(Job job) throws HypervisorException {
        return sources.ask(job.connection(), connection -> sight(job).of(connection));
    }

    private Sight sight(Job job) {
        return new Sight(job.vm().state(), config.callDeadline());
    }

    /** A VM that exists only while it runs is gone once it is stopped. */
    private static boolean isReached(Job job, Optional<ObservedVm> seen) {
        return seen.map(vm -> ActionRules.isReached(job.action(), vm.reading().status()))
                .orElse(job.action() == VmAction.STOP || job.action() == VmAction.SHUTDOWN);
    }

    private String tooLate(Job job, Optional<ObservedVm> seen) {
        return is(seen) + " It did not " + (job.isStopping() ? VmAction.STOP : job.action()).word() + " within "
                + patience(job).toSeconds() + " s.";
    }

    private static String is(Optional<ObservedVm> seen) {
        return seen.map(vm -> "The VM is " + vm.reading().status().word() + ".")
                .orElse("The VM is not there any more.");
    }

    private Duration patience(Job job) {
        if (job.action() != VmAction.SHUTDOWN || job.isStopping()) {
            return config.confirmDeadline();
        }
        return guestPatience(job);
    }

    private Duration guestPatience(Job job) {
        return Objects.requireNonNullElse(job.wish().patience(), config.shutdownDeadline());
    }

    /** Until what a source carries out by itself is over; it may be waiting for a guest. */
    private Duration longest(Job job) {
        Duration guests = guestPatience(job).plus(config.confirmDeadline());
        return guests.compareTo(config.followDeadline()) > 0 ? guests : config.followDeadline();
    }

    private long within(Duration patience) {
        return time.nanos() + patience.toNanos();
    }

    private boolean isOver(long until) {
        return time.nanos() - until >= 0;
    }

    private static String words(HypervisorException e) {
        return String.valueOf(e.getMessage());
    }
}
