package org.muster.sync;

import static org.muster.sync.Sample.NOON;
import static org.muster.sync.Sample.applied;
import static org.muster.sync.Sample.observation;
import static org.muster.sync.Sample.pass;
import static org.muster.sync.Sample.reading;
import static org.muster.sync.Sample.statuses;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** A Reconciler, and what the inventory holds after each of its decisions; times are counted from {@link Sample#NOON}. */
final class ReconcilerRig {

    final Reconciler reconciler = new Reconciler(MissingPolicy.DEFAULT);

    Map<String, Vm> known = new HashMap<>();
    long number;
    int accepted;
    private final Map<Long, Duration> lastFull = new HashMap<>();

    Decision full(Duration after, long connection, ObservedVm... vms) {
        Duration since = after.minus(lastFull.getOrDefault(connection, after));
        lastFull.put(connection, after);
        Pass pass = pass(++number, connection, NOON.plus(after), since);
        Decision decision = reconciler.full(pass, observation(connection, vms), known, accepted);
        known = applied(known, decision, pass);
        return decision;
    }

    Decision quick(Duration after, long connection, VmStatus status, String id) {
        return quick(after, reading(id, connection, status));
    }

    /** @param reading on {@code host-10}, say, which is connection 10 */
    Decision quick(Duration after, StatusReading reading) {
        long connection = Long.parseLong(reading.host().replaceAll("\\D", ""));
        Pass pass = pass(++number, connection, NOON.plus(after));
        Decision decision = reconciler.quick(pass, statuses(reading), known);
        known = applied(known, decision, pass);
        return decision;
    }

    Vm row(String id) {
        return Objects.requireNonNull(known.get(id));
    }

    VmState state(String id) {
        return row(id).state();
    }
}
