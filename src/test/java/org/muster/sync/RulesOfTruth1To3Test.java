package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;

/** The first three rules of truth of ARCHITECTURE.md, one after the other, through the whole engine and a real database. */
class RulesOfTruth1To3Test extends RulesOfTruthFixture {

    RulesOfTruth1To3Test(@TempDir Path home) {
        super(home);
    }

    private void remove(int host, List<Vm> vms) {
        vms.forEach(vm -> rig.fleet.remove(host, vm.state().externalId()));
    }

    @Test
    void rule1AnObservationIsCompleteOrItIsAnException() {
        Vm sick = rig.on(1).get(0);
        rig.fleet.spoil(1, sick.state().externalId(), "its description can't be read");

        Run.Outcome outcome = rig.full(1).outcome();

        assertThat(outcome.seen()).isEqualTo(rig.on(1).size());
        Vm after = rig.row(sick.state().externalId());
        assertThat(after.state().syncError()).isEqualTo("its description can't be read");
        assertThat(after.state().details()).isEqualTo(sick.state().details());
        rig.fleet.faults().hang(1);
        assertThat(rig.full(1).outcome().error()).isNotNull();
        assertThat(rig.rows()).hasSize(VMS);
    }

    @Test
    void rule2OnlyCompleteObservationsAndTimeMakeAVmGone() {
        Vm removed = rig.on(1).get(3);
        remove(1, List.of(removed));
        rig.quick(1);
        assertThat(rig.row(removed.state().externalId()).state().absence()).isEqualTo(VmState.Absence.NONE);

        rig.full(1);
        rig.clock.forward(Duration.ofMinutes(5));
        rig.full(1);
        assertThat(rig.rows()).as("twice, but not long enough").hasSize(VMS);
        rig.clock.forward(Duration.ofMinutes(5));
        rig.full(1);

        assertThat(rig.rows()).hasSize(VMS - 1);
        Vm gone = rig.inventory.find(removed.id(), Viewer.ALL).orElseThrow();
        assertThat(gone.state().absence().goneAt()).isEqualTo(rig.clock.instant());
        assertThat(gone.state().status()).isEqualTo(removed.state().status());
    }

    @Test
    void rule2AllLackingAtOnceIsQuarantined() {
        remove(1, rig.on(1));
        for (int i = 0; i < 4; i++) {
            rig.full(1);
            rig.clock.forward(Duration.ofMinutes(10));
        }

        assertThat(rig.rows()).hasSize(VMS);
        assertThat(rig.rows()).allSatisfy(vm -> assertThat(vm.state().absence()).isEqualTo(VmState.Absence.NONE));
        assertThat(rig.states.all())
                .anySatisfy(state -> assertThat(state.quarantine().why()).contains("lacking at once"));
    }

    @Test
    void rule2WhatAnAdministratorAcceptsGoesAfterTheUsualGrace() {
        List<Vm> removed = rig.on(1);
        remove(1, removed);
        rig.full(1);
        decide(Quarantines.Verdict.ACCEPT);
        assertThat(rig.full(1).outcome().error()).isNull();

        assertThat(rig.quarantines.all()).isEmpty();
        assertThat(rig.rows()).as("missing, not gone").hasSize(VMS);
        assertThat(rig.row(removed.get(0).state().externalId())
                        .state()
                        .absence()
                        .since())
                .isNotNull();
        rig.clock.forward(Duration.ofMinutes(10));
        rig.full(1);
        assertThat(rig.rows()).hasSize(VMS - removed.size());
    }

    @Test
    void rule2WhatAnAdministratorRejectsIsKeptAndNoIssueAnyMore() {
        remove(1, rig.on(1));
        rig.full(1);
        decide(Quarantines.Verdict.REJECT);
        rig.full(1);
        rig.clock.forward(Duration.ofHours(1));
        rig.full(1);

        assertThat(rig.rows()).allSatisfy(vm -> assertThat(vm.state().absence()).isEqualTo(VmState.Absence.NONE));
        assertThat(rig.quarantines.all())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.quarantine().isOpen()).isFalse());
    }

    @Test
    void rule2AnAcceptanceIsVoidOnceTheSourceFails() {
        remove(1, rig.on(1));
        rig.full(1);
        rig.fleet.faults().refuse(1);
        decide(Quarantines.Verdict.ACCEPT);
        rig.fleet.faults().heal(1);
        rig.full(1);

        assertThat(rig.rows()).allSatisfy(vm -> assertThat(vm.state().absence()).isEqualTo(VmState.Absence.NONE));
        assertThat(rig.quarantines.all())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.quarantine().isOpen()).isTrue());
    }

    @Test
    void rule2AVerdictAboutAnotherNumberOfVmsIsRefused() {
        remove(1, rig.on(1));
        rig.full(1);
        Quarantines.Doubt doubt = rig.quarantines.all().get(0);
        long connection = doubt.connection().id();
        int lacking = doubt.quarantine().lacking();

        assertThatThrownBy(() -> rig.quarantines.decide(connection, lacking + 1, Quarantines.Verdict.ACCEPT))
                .isInstanceOf(QuarantineMoved.class);
        assertThatThrownBy(() -> rig.quarantines.decide(connection + 1, lacking, Quarantines.Verdict.ACCEPT))
                .isInstanceOf(QuarantineMoved.class);
    }

    @Test
    void rule3AFailureLeavesTheInventoryAsItWasAndStale() {
        Map<Long, VmState> before = rig.vmStates();
        Instant observed = rig.clock.instant();
        rig.clock.forward(Duration.ofSeconds(30));
        rig.fleet.faults().refuse(1);

        rig.full(1);
        rig.quick(1);

        assertThat(rig.vmStates()).isEqualTo(before);
        long failing = rig.source(1).connection().id();
        assertThat(rig.staleness().since()).containsOnly(Map.entry(failing, observed));
        rig.fleet.faults().heal(1);
        rig.full(1);
        assertThat(rig.staleness().connections()).isEmpty();
    }

    @Test
    void rule3WhatIsNotObservedForTwoQuickIntervalsIsStale() {
        rig.clock.forward(Duration.ofSeconds(61));
        rig.quick(2);

        assertThat(rig.staleness().connections())
                .containsExactly(rig.source(1).connection().id());
    }

    private void decide(Quarantines.Verdict verdict) {
        Quarantines.Doubt doubt = rig.quarantines.all().get(0);
        rig.quarantines.decide(doubt.connection().id(), doubt.quarantine().lacking(), verdict);
        await().untilAsserted(
                        () -> assertThat(rig.engine.isSyncing(rig.cluster.id())).isFalse());
    }
}
