package org.muster.task;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Progress;
import org.muster.inventory.VmAction;
import org.muster.platform.Time;
import org.muster.sync.Sources;

/** Follows what a source carries out by itself, under the source's own name for it, until it tells the verdict. */
final class Following {

    /** Asking again would not help. */
    private static final Set<Reason> LASTING =
            EnumSet.of(Reason.CREDENTIALS_REFUSED, Reason.UNTRUSTED, Reason.ADDRESS_REFUSED, Reason.CLIENT_MISSING);

    /**
     * What is followed. Times are of the monotonic clock.
     *
     * @param since when it began to be followed
     * @param until how long silence is borne
     */
    private record Followed(String receipt, Pauses pauses, long since, long until) {
        Followed later(long longer) {
            return new Followed(receipt, pauses.longer(), since, longer);
        }
    }

    private final Sources sources;
    private final Looking looking;
    private final TaskConfig config;
    private final Patience patience;
    private final Time time;
    private final Pauses polls;

    Following(Sources sources, Looking looking, TaskConfig config, Patience patience, Time time, Pauses polls) {
        this.sources = sources;
        this.looking = looking;
        this.config = config;
        this.patience = patience;
        this.time = time;
        this.polls = polls;
    }

    Turn follow(Job job, String receipt) {
        return again(job, new Followed(receipt, polls, time.nanos(), patience.within(config.confirmDeadline())));
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
            return patience.isOver(order.until()) || LASTING.contains(e.reason())
                    ? looking.look(job, lost(e))
                    : again(job, order.later(order.until()));
        }
        return switch (progress.state()) {
            case DONE -> looking.look(job, afterwards(job, null));
            case FAILED -> looking.failed(job, progress.words());
            case UNKNOWN -> looking.look(job, afterwards(job, progress.words()));
            case UNDER_WAY ->
                patience.isOver(order.since() + patience.longest(job).toNanos())
                        ? looking.failed(
                                job,
                                "It is still under way after "
                                        + patience.longest(job).toSeconds() + " s.")
                        : again(job, order.later(patience.within(config.confirmDeadline())));
        };
    }

    private Look lost(HypervisorException e) {
        String doubt = "What became of the order is not known: " + Looking.words(e);
        return new Look(polls, time.nanos(), doubt, true, null);
    }

    /** HA of Proxmox VE is done with its task at once, and stops a guest when its time is over, forced or not. */
    private Look afterwards(Job job, @Nullable String doubt) {
        Duration more = job.action() == VmAction.SHUTDOWN ? config.confirmDeadline() : Duration.ZERO;
        return new Look(polls, patience.within(patience.of(job).plus(more)), doubt, false, null);
    }
}
