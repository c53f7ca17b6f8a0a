package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.inventory.VmGuests.Running;

/** The plan of one host's guests for several threads, of which one at a time asks. */
final class GuestTurns {

    private final GuestPlan plan;
    private final Wait wait = new Wait();
    private boolean busy;

    /** @param luck 0..1, spreads what would come together */
    GuestTurns(DoubleSupplier luck) {
        plan = new GuestPlan(luck);
    }

    /** While a guest is being asked. */
    Wait asking() {
        return wait;
    }

    /** The guest that the caller may ask now; it must say {@link #end} afterwards. Null if none is due or one is being asked. */
    synchronized @Nullable Running begin(long now) {
        Running next = busy ? null : plan.next(now).orElse(null);
        busy |= next != null;
        return next;
    }

    /** Whether nobody is being asked nor due. */
    synchronized boolean isIdle(long now) {
        return !busy && plan.next(now).isEmpty();
    }

    synchronized void end() {
        busy = false;
    }

    synchronized void running(Collection<Running> all, Duration spread, long now) {
        plan.running(all, spread, now);
    }

    synchronized void again(Collection<String> ids, long now) {
        plan.again(ids, now);
    }

    synchronized void heard(String id, GuestObservation seen, Duration interval, Instant at, long now) {
        plan.heard(id, seen, interval, at, now);
    }

    synchronized void failed(String id, Duration interval, long now) {
        plan.failed(id, interval, now);
    }

    synchronized boolean isAwayForLong(String id, long now) {
        return plan.isAwayForLong(id, now);
    }

    synchronized @Nullable Instant lastAnswer(String id) {
        return plan.lastAnswer(id);
    }
}
