package org.muster.task;

import java.time.Duration;
import java.util.Objects;
import org.muster.inventory.VmAction;
import org.muster.platform.Time;

/** How long tasks wait. Moments are of the monotonic clock. */
final class Patience {

    private final TaskConfig config;
    private final Time time;

    Patience(TaskConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    /** Until a VM is as asked. */
    Duration of(Job job) {
        return job.action() != VmAction.SHUTDOWN || job.isStopping() ? config.confirmDeadline() : ofGuest(job);
    }

    /** Until a guest has shut down. */
    Duration ofGuest(Job job) {
        return Objects.requireNonNullElse(job.wish().patience(), config.shutdownDeadline());
    }

    /** Until what a source carries out by itself is over; it may be waiting for a guest. */
    Duration longest(Job job) {
        Duration guests = ofGuest(job).plus(config.confirmDeadline());
        return guests.compareTo(config.followDeadline()) > 0 ? guests : config.followDeadline();
    }

    long within(Duration patience) {
        return time.nanos() + patience.toNanos();
    }

    boolean isOver(long until) {
        return time.nanos() - until >= 0;
    }
}
