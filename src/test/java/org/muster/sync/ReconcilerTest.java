package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.NOON;
import static org.muster.sync.Sample.details;
import static org.muster.sync.Sample.host;
import static org.muster.sync.Sample.many;
import static org.muster.sync.Sample.pass;
import static org.muster.sync.Sample.reading;
import static org.muster.sync.Sample.seen;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Marks;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What of an observation is written. */
class ReconcilerTest {

    private final ReconcilerRig rig = new ReconcilerRig();

    @Test
    void theSameObservationAgainChangesNothing() {
        rig.full(Duration.ZERO, 10, many(50, 10));

        assertThat(rig.full(Duration.ofMinutes(5), 10, many(50, 10)).changes()).isEmpty();
    }

    @Test
    void onlyTheRowThatDiffersIsChanged() {
        rig.full(Duration.ZERO, 10, many(50, 10));
        ObservedVm[] later = many(50, 10);
        later[7] = seen("u7", 10, VmStatus.PAUSED);

        assertThat(rig.full(Duration.ofMinutes(5), 10, later).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after().externalId()).isEqualTo("u7"));
    }

    @Test
    void marksFollowEveryPassAndStayWhereNoneAreTold() {
        Marks backup = new Marks("front", "backup", "started");
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        assertThat(rig.state("a").marks()).isEqualTo(Marks.NONE);

        assertThat(quick(30, backup).changes()).hasSize(1);
        assertThat(rig.state("a").marks()).isEqualTo(backup);
        assertThat(quick(60, backup).changes()).isEmpty();
        assertThat(rig.quick(Duration.ofSeconds(90), 10, VmStatus.RUNNING, "a").changes())
                .isEmpty();
        quick(120, Marks.NONE);
        assertThat(rig.state("a").marks()).isEqualTo(Marks.NONE);
    }

    private Decision quick(long after, Marks marks) {
        return rig.quick(
                Duration.ofSeconds(after),
                new StatusReading("a", "host-10", VmStatus.RUNNING, VmStatus.RUNNING.word(), marks));
    }

    @Test
    void aStartThatWasSeenIsTheStart() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        rig.quick(Duration.ofSeconds(30), 10, VmStatus.RUNNING, "a");

        assertThat(rig.state("a").startedAt()).isEqualTo(NOON.plusSeconds(30));
        rig.quick(Duration.ofSeconds(60), 10, VmStatus.PAUSED, "a");
        rig.quick(Duration.ofSeconds(90), 10, VmStatus.RUNNING, "a");
        assertThat(rig.state("a").startedAt()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aVmFoundRunningHasNoMadeUpStart() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));

        assertThat(rig.state("a").startedAt()).isNull();
    }

    @Test
    void unreadableDetailsKeepTheOldOnesAndSaySo() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        rig.full(Duration.ofMinutes(5), 10, new ObservedVm(reading("a", 10, VmStatus.PAUSED), null, "XML is broken"));

        assertThat(rig.state("a").details()).isEqualTo(details("vm-a"));
        assertThat(rig.state("a").syncError()).isEqualTo("XML is broken");
        assertThat(rig.state("a").status()).isEqualTo(VmStatus.PAUSED);
        rig.full(Duration.ofMinutes(10), 10, seen("a", 10, VmStatus.PAUSED));
        assertThat(rig.state("a").syncError()).isNull();
    }

    @Test
    void factsThatWereNotObservedClearNothing() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        VmDetails d = details("vm-a");
        VmDetails blind = Sample.withoutOptionalFacts(d);

        rig.full(Duration.ofMinutes(5), 10, new ObservedVm(reading("a", 10, VmStatus.RUNNING), blind, null));

        assertThat(rig.state("a").details()).isEqualTo(d);
    }

    @Test
    void aStrangerInAQuickPassAsksForAFullOne() {
        Decision decision = rig.quick(Duration.ZERO, 10, VmStatus.RUNNING, "new");

        assertThat(decision.changes()).isEmpty();
        assertThat(decision.wantsFull()).isTrue();
    }

    @Test
    void anOfflineHostsVmsKeepTheirStatus() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        Pass pass = pass(++rig.number, 10, NOON.plusSeconds(300));
        Observation offline = new Observation(List.of(seen("a", 10, VmStatus.STOPPED)), List.of(host(10, false)), 1);

        VmState after = rig.reconciler
                .full(pass, offline, rig.known, 0)
                .changes()
                .get(0)
                .after();

        assertThat(after.status()).isEqualTo(VmStatus.RUNNING);
        assertThat(after.syncError()).isEqualTo("host offline");
    }

    @Test
    void unknownNeverOverwritesWhatWasKnown() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.PAUSED));

        VmState known = rig.state("a");

        rig.full(Duration.ofMinutes(5), 10, seen("a", 10, VmStatus.UNKNOWN));

        assertThat(rig.state("a")).isEqualTo(known.withError(Staleness.NOT_TOLD));
        assertThat(rig.quick(Duration.ofMinutes(6), 10, VmStatus.UNKNOWN, "a").changes())
                .isEmpty();
    }
}
