package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.libvirt.RpcTap;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/**
 * The first rules of truth of ARCHITECTURE.md over libvirt's own protocol, with mock domains behind two real daemons.
 * The mock driver reports no guest and no figure, so what is optional can't fail here (rule 1).
 */
@Timeout(600)
class RulesOfTruthOverRpc1To4IT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final MockRig mock;

    RulesOfTruthOverRpc1To4IT(@TempDir Path home) {
        mock = new MockRig(home);
    }

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void rule1AListThatIsCutAnywhereIsAnExceptionAndChangesNothing() {
        mock.one.define(60);
        mock.one.start(60);
        mock.full(1);
        long whole = mock.one.tap().answered();
        Map<Long, VmState> before = mock.rig.vmStates();
        assertThat(before).hasSize(60);
        mock.one.virsh("destroy vm-0; undefine vm-0; suspend vm-1; destroy vm-2");

        for (int percent = 4; percent <= 80; percent += 4) {
            mock.one.tap().cutAfter(whole * percent / 100);
            assertThat(mock.attempt(1, SyncKind.FULL).error())
                    .as("%d %%", percent)
                    .isNotNull();
            assertThat(mock.rig.vmStates()).as("%d %%", percent).isEqualTo(before);
        }

        mock.one.tap().mend();
        mock.full(1);
        assertThat(mock.row(1).state().status()).isEqualTo(VmStatus.PAUSED);
        assertThat(mock.row(0).state().absence().passes()).isEqualTo(1);
    }

    @Test
    void rule1AVmWhoseDetailsCantBeReadIsListedAndKeepsTheOldOnes() {
        mock.one.define(3);
        mock.full(1);
        VmState before = mock.row(1).state();
        mock.one.virsh("start vm-1; desc vm-1 --config --live another");
        mock.one.tap().garble("<name>vm-1</name>");

        mock.full(1);

        VmState after = mock.row(1).state();
        assertThat(after.syncError()).isNotBlank();
        assertThat(after.details()).isEqualTo(before.details());
        assertThat(after.status()).isEqualTo(VmStatus.RUNNING);
        assertThat(mock.rig.rows()).hasSize(3);
        assertThat(mock.row(2).state().syncError()).isNull();
    }

    @Test
    void rule2OnlyCompleteObservationsAndTimeMakeAVmGone() {
        mock.one.define(20);
        mock.full(1);
        Vm removed = mock.row(19);
        mock.one.virsh("undefine vm-19");

        mock.quick(1);
        assertThat(mock.row(19).state().absence()).isEqualTo(VmState.Absence.NONE);
        mock.full(1);
        mock.clock.forward(Duration.ofMinutes(5));
        mock.full(1);
        assertThat(mock.row(19).state().isLive())
                .as("twice, but not long enough")
                .isTrue();
        mock.clock.forward(Duration.ofMinutes(5));
        mock.full(1);

        assertThat(mock.rig.rows()).hasSize(19);
        Vm gone = mock.rig.inventory.find(removed.id(), Viewer.ALL).orElseThrow();
        assertThat(gone.state().absence().goneAt()).isEqualTo(mock.clock.instant());
        assertThat(gone.state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void rule2ADaemonThatForgotAllItsVmsIsNotBelieved() {
        mock.rig.hear();
        mock.one.define(20);
        mock.full(1);
        mock.one.restart();
        await().atMost(SOON)
                .until(() -> mock.rig.sources.opened(mock.rig.source(1)).isOpen());

        for (int i = 0; i < 4; i++) {
            mock.full(1);
            mock.clock.forward(Duration.ofMinutes(10));
        }

        assertThat(mock.rig.rows())
                .hasSize(20)
                .allSatisfy(vm -> assertThat(vm.state().absence()).isEqualTo(VmState.Absence.NONE));
        assertThat(mock.rig.state(1).quarantine().isOpen()).isTrue();
    }

    @Test
    void rule2WhatIsUndefinedOnPurposeIsMissingAndNoIssue() {
        mock.rig.hear();
        mock.one.define(20);
        mock.full(1);

        mock.one.each("undefine", 20);
        await().atMost(SOON).untilAsserted(() -> assertThat(mock.rig.rows())
                .allSatisfy(vm -> assertThat(vm.state().absence().since()).isNotNull()));
        mock.full(1);

        assertThat(mock.rig.state(1).quarantine().isOpen()).isFalse();
        assertThat(mock.rig.rows()).as("missing, not gone").hasSize(20);
    }

    @Test
    void rule2WhatIsUndefinedWhileItRunsIsMissingAndNoIssueOnceItStops() {
        mock.rig.hear();
        mock.one.define(1);
        mock.one.start(1);
        mock.full(1);
        mock.one.virsh("undefine vm-0");
        mock.full(1);
        assertThat(mock.row(0).state().absence()).as("it runs").isEqualTo(VmState.Absence.NONE);

        mock.one.virsh("destroy vm-0");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(mock.row(0).state().absence().since()).isNotNull());
        mock.full(1);

        assertThat(mock.rig.state(1).quarantine().isOpen()).isFalse();
    }

    @Test
    void rule2AHostsLastVmThatEndsWithoutADefinitionIsMissingAndNoIssue() {
        mock.rig.hear();
        mock.one.create(0);
        mock.full(1);

        mock.one.virsh("destroy vm-0");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(mock.row(0).state().absence().since()).isNotNull());
        mock.full(1);

        assertThat(mock.rig.state(1).quarantine().isOpen()).isFalse();
    }

    @Test
    void rule3ADaemonThatIsAwayLeavesTheInventoryAsItWasAndStale() {
        mock.one.define(5);
        mock.one.start(3);
        mock.full(1);
        mock.full(2);
        Map<Long, VmState> before = mock.rig.vmStates();
        Instant observed = mock.clock.instant();
        mock.clock.forward(Duration.ofSeconds(20));

        mock.one.daemon("kill");
        assertThat(mock.attempt(1, SyncKind.FULL).error()).isNotNull();
        assertThat(mock.attempt(1, SyncKind.QUICK).error()).isNotNull();

        assertThat(mock.rig.vmStates()).isEqualTo(before);
        long failing = mock.rig.source(1).connection().id();
        assertThat(mock.rig.staleness().since()).isEqualTo(Map.of(failing, observed));
        mock.one.restart();
        mock.one.define(5);
        mock.one.start(3);
        mock.full(1);
        assertThat(mock.rig.staleness().since()).isEmpty();
        assertThat(mock.rig.vmStates()).isEqualTo(before);
    }

    @Test
    void rule4ABulkAnswerThatIsLateUndoesNoAction() throws Exception {
        mock.one.define(5);
        mock.one.start(5);
        mock.full(1);
        Vm vm = mock.row(3);
        CompletableFuture<Run.Outcome> late = heldBack(SyncKind.QUICK);

        long task =
                mock.rig.tasks.tasks.submit(vm.id(), VmAction.SUSPEND, "ada").id();
        assertThat(mock.rig.tasks.tasks.await(task, SOON).error()).isNull();
        assertThat(mock.row(3).state().status()).isEqualTo(VmStatus.PAUSED);
        mock.one.tap().release();

        assertThat(late.get().error()).isNull();
        assertThat(mock.row(3).state().status()).isEqualTo(VmStatus.PAUSED);
        mock.quick(1);
        assertThat(mock.row(3).state().status()).isEqualTo(VmStatus.PAUSED);
    }

    @Test
    void rule4AFullAnswerThatIsLateUndoesNothingThatAnEventTold() throws Exception {
        mock.rig.hear();
        mock.one.define(5);
        mock.one.start(5);
        mock.full(1);
        CompletableFuture<Run.Outcome> late = heldBack(SyncKind.FULL);

        mock.one.virsh("destroy vm-2; desc vm-3 --config --live --title 'after'");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mock.row(2).state().status()).isEqualTo(VmStatus.STOPPED));
        mock.one.tap().release();

        assertThat(late.get().error()).isNull();
        assertThat(mock.row(2).state().status()).isEqualTo(VmStatus.STOPPED);
        assertThat(mock.row(1).state().status()).isEqualTo(VmStatus.RUNNING);
    }

    /** A pass whose answer to the question for all statuses is on its way. */
    private CompletableFuture<Run.Outcome> heldBack(SyncKind kind) {
        mock.one.tap().holdNext(RpcTap.STATUSES);
        CompletableFuture<Run.Outcome> late = mock.begin(1, kind);
        await().atMost(SOON).until(() -> mock.one.tap().isHolding());
        return late;
    }
}
