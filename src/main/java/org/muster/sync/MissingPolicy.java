package org.muster.sync;

import java.time.Duration;

/**
 * When an absent VM is given up, and when an observation that lacks VMs is not believed (rule 2).
 *
 * @param grace least time between the first pass without it and giving it up
 * @param passes least number of full passes without it
 * @param freeCount so many may be lacking at once without suspicion, unless it is all
 * @param freeShare or this share of the connection's VMs, whichever is more
 */
public record MissingPolicy(Duration grace, int passes, int freeCount, double freeShare) {

    /** 10 minutes, 2 passes, 5 VMs or 30 %. */
    public static final MissingPolicy DEFAULT = new MissingPolicy(Duration.ofMinutes(10), 2, 5, 0.3);

    /** Whether so many VMs of a connection that had {@code present} cannot have vanished honestly at once. */
    boolean isSuspicious(int lacking, int present) {
        return lacking > 0 && (lacking == present || lacking > Math.max(freeCount, freeShare * present));
    }
}
