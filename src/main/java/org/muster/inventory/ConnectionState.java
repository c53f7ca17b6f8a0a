package org.muster.inventory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a connection was last observed, and why not since.
 *
 * @param lastPass number of the last pass that was committed
 * @param failingSince first failure since the last success, null if the last pass succeeded
 * @param failures in a row
 * @param reason word of the failure's reason
 * @param error one line that an administrator may read
 * @param quarantine whether the last full observation is believed
 * @param nextDue when it is asked again after a failure, else null
 * @param effort what it takes to observe it
 */
public record ConnectionState(
        long connectionId,
        long clusterId,
        long lastPass,
        @Nullable Instant lastFull,
        @Nullable Instant lastQuick,
        @Nullable Instant failingSince,
        int failures,
        @Nullable String reason,
        @Nullable String error,
        Quarantine quarantine,
        long durationMs,
        @Nullable Instant nextDue,
        Effort effort) {

    /**
     * What it takes to observe a connection.
     *
     * @param quickInterval from this pass to the next quick one; zero if that is not known
     * @param callsAMinute that its hypervisor was asked lately
     */
    public record Effort(Duration quickInterval, double callsAMinute) {

        /** Before the first pass. */
        public static final Effort UNKNOWN = new Effort(Duration.ZERO, 0);
    }

    /** The same with another word on the last full observation. */
    public ConnectionState withQuarantine(Quarantine other) {
        return new ConnectionState(
                connectionId,
                clusterId,
                lastPass,
                lastFull,
                lastQuick,
                failingSince,
                failures,
                reason,
                error,
                other,
                durationMs,
                nextDue,
                effort);
    }

    /** The later of the last full and quick pass, null if there was none. */
    public @Nullable Instant lastObserved() {
        if (lastFull == null || (lastQuick != null && lastQuick.isAfter(lastFull))) {
            return lastQuick;
        }
        return lastFull;
    }
}
