package org.muster.sync;

import java.time.Duration;

/**
 * How long a failing connection is left alone: doubling from {@code first} to {@code most}, each wait between three
 * quarters and five quarters of that, so that those that fail together don't come back together.
 */
record BackOff(Duration first, Duration most) {

    /**
     * @param failures in a row, at least 1
     * @param luck 0..1, drawn by the caller
     */
    Duration after(int failures, double luck) {
        int doublings = Math.min(failures - 1, 30);
        long nanos = doublings > Long.numberOfLeadingZeros(first.toNanos()) - 2
                ? most.toNanos()
                : Math.min(most.toNanos(), first.toNanos() << doublings);
        return Duration.ofNanos((long) (nanos * (0.75 + luck / 2)));
    }
}
