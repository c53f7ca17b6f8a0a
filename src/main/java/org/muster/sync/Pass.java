package org.muster.sync;

import java.time.Instant;
import java.util.Set;

/**
 * Which pass it is.
 *
 * @param number from the database's sequence, drawn when it began
 * @param now when it was decided, for display, whole milliseconds
 * @param fenced ids of VMs on which an action ended so lately that the source's bulk answers may be older than it
 */
public record Pass(long number, long clusterId, long connectionId, Instant now, Set<Long> fenced) {

    public Pass {
        fenced = Set.copyOf(fenced);
    }
}
