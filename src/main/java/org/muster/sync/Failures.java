package org.muster.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;

/** A source's failures in a row, and when it may be asked again. Times are of the monotonic clock. */
final class Failures {

    private int count;
    private long notBefore;
    private long lastTried;
    private @Nullable HypervisorException refusal;

    /** How many in a row. */
    synchronized int count() {
        return count;
    }

    /** Whether a failing connection has waited long enough, by the monotonic clock. */
    synchronized boolean isDueAgain(long nanoTime) {
        return count > 0 && nanoTime - notBefore >= 0;
    }

    /** Whether a failing connection that still waits may be asked whether it answers again. */
    synchronized boolean isDueForProbe(Duration interval, long nanoTime) {
        return count > 0 && refusal == null && nanoTime - notBefore < 0 && nanoTime - lastTried >= interval.toNanos();
    }

    /** It was asked now. */
    synchronized void tried(long nanoTime) {
        lastTried = nanoTime;
    }

    /** It answers again: nothing is waited for any more. */
    synchronized void answers(long nanoTime) {
        notBefore = nanoTime;
    }

    /** The source refuses us, or we it: nothing is asked of it for so long, whoever wants it. */
    synchronized Duration refused(HypervisorException why, Duration wait, long nanoTime) {
        count++;
        refusal = why;
        notBefore = nanoTime + wait.toNanos();
        return wait;
    }

    /** Another node was refused, or this one before. */
    synchronized void remember(StoredRefusals.Refusal stored) {
        count++;
        refusal = stored.why();
        notBefore = stored.until();
    }

    /** Why nothing may be asked of it now; null if it may. What was refused long enough ago is forgotten. */
    synchronized @Nullable HypervisorException refusal(long nanoTime) {
        if (refusal != null && nanoTime - notBefore >= 0) {
            refusal = null;
        }
        return refusal;
    }

    /** As that of {@link #refusal(long)} that was asked last. */
    synchronized void requireWelcome() throws HypervisorException {
        if (refusal != null) {
            throw new HypervisorException(refusal.reason(), String.valueOf(refusal.getMessage()), refusal);
        }
    }

    /** It was observed. */
    synchronized void over() {
        count = 0;
    }

    /** Counts a failure and says how long to wait. */
    synchronized Duration failed(BackOff backOff, double luck, long nanoTime) {
        Duration wait = backOff.after(++count, luck);
        notBefore = nanoTime + wait.toNanos();
        lastTried = nanoTime;
        return wait;
    }
}
