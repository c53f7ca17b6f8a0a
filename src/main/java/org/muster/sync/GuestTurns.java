package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.inventory.VmGuests.Running;

/** The plan of one source's guests for several threads, of which one at a time asks a guest of the same host. */
final class GuestTurns {

    private final GuestPlan plan;

    /** Who is being asked, and what is waited for. */
    private record Asked(String externalId, Wait until) {}

    /** By the hosts of those who are being asked. */
    private final Map<String, Asked> asked = new HashMap<>();

    /** @param luck 0..1, spreads what would come together */
    GuestTurns(DoubleSupplier luck) {
        plan = new GuestPlan(luck);
    }

    /** While guests are being asked. */
    synchronized Stream<Wait> asking() {
        return List.copyOf(asked.values()).stream().map(Asked::until);
    }

    /** While this one is being asked, which the caller has begun with. */
    synchronized Wait asking(Running vm) {
        return asked.computeIfAbsent(vm.node(), node -> new Asked(vm.externalId(), new Wait()))
                .until();
    }

    /**
     * A guest that the caller may ask now; it must say {@link #end} afterwards. Null if none is due on a host of which no guest
     * is being asked.
     */
    synchronized @Nullable Running begin(long now) {
        Set<String> busy = new HashSet<>(asked.keySet());
        Running next = plan.next(now, busy).orElse(null);
        while (next != null && isAsked(next)) {
            busy.add(next.node());
            next = plan.next(now, busy).orElse(null);
        }
        if (next != null) {
            asked.put(next.node(), new Asked(next.externalId(), new Wait()));
        }
        return next;
    }

    /** Where it was before it migrated. */
    private boolean isAsked(Running vm) {
        return asked.values().stream().anyMatch(one -> one.externalId().equals(vm.externalId()));
    }

    /** Whether nobody is being asked nor due. */
    synchronized boolean isIdle(long now) {
        return asked.isEmpty() && plan.next(now).isEmpty();
    }

    synchronized void end(Running vm) {
        asked.remove(vm.node());
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
