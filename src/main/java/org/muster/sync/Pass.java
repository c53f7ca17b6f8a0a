package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.muster.sync.lease.Lease;

/**
 * Which pass it is.
 *
 * @param number from the database's sequence, drawn when it began
 * @param now when it was decided, for display, whole milliseconds
 * @param sinceFull from the beginning of the last full pass over the connection that this process has committed to the
 *     beginning of this one, by the monotonic clock; zero if there was none
 * @param fenced ids of VMs on which an action ended so lately that the source's bulk answers may be older than it
 * @param lease by which the connection is observed: nothing is written once another node has it
 * @param silent connections of which no word is to be expected now: they fail, or are polled no more
 */
public record Pass(
        long number,
        long clusterId,
        long connectionId,
        Instant now,
        Duration sinceFull,
        Set<Long> fenced,
        Lease lease,
        Set<Long> silent) {

    public Pass {
        fenced = Set.copyOf(fenced);
        silent = Set.copyOf(silent);
    }

    Pass withSilent(Set<Long> now) {
        return new Pass(number, clusterId, connectionId, this.now, sinceFull, fenced, lease, now);
    }
}
