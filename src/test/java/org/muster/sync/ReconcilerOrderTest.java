package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.NOON;
import static org.muster.sync.Sample.many;
import static org.muster.sync.Sample.observation;
import static org.muster.sync.Sample.pass;
import static org.muster.sync.Sample.reading;
import static org.muster.sync.Sample.seen;
import static org.muster.sync.Sample.statuses;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Older never overwrites newer, and an action comes before what was asked for before it. */
class ReconcilerOrderTest {

    private final ReconcilerRig rig = new ReconcilerRig();

    @Test
    void anUpdateCarriesTheRevisionItWasDerivedFrom() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Decision decision = rig.quick(Duration.ofSeconds(9), 10, VmStatus.RUNNING, "a");

        assertThat(decision.changes())
                .singleElement()
                .isInstanceOfSatisfying(Change.Updated.class, change -> assertThat(change.knownRevision())
                        .isEqualTo(1));
    }

    @Test
    void rowsThatWereWrittenByALaterPassAreLeftAlone() {
        rig.full(Duration.ZERO, 10, many(3, 10));
        rig.number += 10;
        rig.full(Duration.ofSeconds(1), 10, many(3, 10));
        Map<String, Vm> later = new HashMap<>();
        rig.known.forEach((id, vm) -> later.put(id, at(vm, rig.number + 10)));
        rig.known = later;

        assertThat(rig.full(Duration.ofSeconds(2), 10, Arrays.copyOf(many(3, 10), 2))
                        .changes())
                .isEmpty();
        assertThat(rig.quick(Duration.ofSeconds(2), 10, VmStatus.STOPPED, "vm-0")
                        .changes())
                .isEmpty();
    }

    private static Vm at(Vm vm, long pass) {
        return new Vm(vm.id(), vm.state(), pass, vm.updatedAt(), vm.cpuUsage(), vm.memoryUsage(), vm.revision());
    }

    @Test
    void anOlderPassLeavesARowAloneThatAYoungerOneWrote() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Pass older = pass(++rig.number, 10, NOON.plusSeconds(10));
        rig.full(Duration.ofSeconds(20), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(rig.reconciler
                        .full(older, observation(10, seen("a", 10, VmStatus.PAUSED)), rig.known, rig.accepted)
                        .changes())
                .isEmpty();
        assertThat(rig.reconciler
                        .quick(older, statuses(reading("a", 10, VmStatus.PAUSED)), rig.known)
                        .changes())
                .isEmpty();
    }

    @Test
    void aPassThatBeganBeforeAnActionDoesNotTouchItsStatus() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Vm row = rig.row("a");
        VmState acted =
                row.state().withStatus(VmStatus.RUNNING, "running", NOON).withTask(null, 50);
        rig.known.put("a", new Vm(row.id(), acted, 50, NOON, null, null, 9));

        rig.number = 40;
        assertThat(rig.quick(Duration.ofSeconds(1), 10, VmStatus.STOPPED, "a").changes())
                .isEmpty();
        rig.number = 50;
        assertThat(rig.quick(Duration.ofSeconds(1), 10, VmStatus.STOPPED, "a").changes())
                .hasSize(1);
    }

    @Test
    void bulkAnswersWithinTheSourcesLagDoNotTouchTheStatus() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        Pass fenced = Sample.pass(
                ++rig.number,
                10,
                NOON.plusSeconds(5),
                Duration.ZERO,
                Set.of(rig.row("a").id()));

        assertThat(rig.reconciler
                        .quick(fenced, statuses(reading("a", 10, VmStatus.STOPPED)), rig.known)
                        .changes())
                .isEmpty();
    }

    @Test
    void whileATaskIsUnderWayOnlyATargetedObservationTouchesTheStatus() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Vm row = rig.row("a");
        VmState starting =
                row.state().withStatus(VmStatus.STARTING, "stopped", null).withTask(new VmState.RowTask(3, null), 1);
        rig.known.put("a", new Vm(row.id(), starting, 1, NOON, null, null, 9));

        assertThat(rig.full(Duration.ofSeconds(1), 10, seen("a", 10, VmStatus.STOPPED))
                        .changes())
                .isEmpty();
        VmState after = rig.reconciler.targeted(
                rig.row("a"), Optional.of(seen("a", 10, VmStatus.RUNNING)), NOON.plusSeconds(2));
        assertThat(after.status()).isEqualTo(VmStatus.RUNNING);
        assertThat(after.startedAt()).isEqualTo(NOON.plusSeconds(2));
    }
}
