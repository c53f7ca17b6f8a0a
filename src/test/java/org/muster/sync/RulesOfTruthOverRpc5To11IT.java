package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/**
 * The last rules of truth of ARCHITECTURE.md over libvirt's own protocol, with mock domains behind two real daemons. The
 * mock driver migrates nothing by itself (rule 5): a VM moves by hand here, and by live migration in RulesOfTruthIT.
 */
@Timeout(600)
class RulesOfTruthOverRpc5To11IT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final MockRig mock;

    RulesOfTruthOverRpc5To11IT(@TempDir Path home) {
        mock = new MockRig(home);
    }

    @AfterEach
    void close() {
        mock.close();
    }

    private void bothInFull() {
        mock.full(1);
        mock.full(2);
    }

    @Test
    void rule5AVmThatMovesKeepsItsRowWhateverIsLeftBehind() {
        mock.one.define(8);
        mock.one.start(8);
        bothInFull();
        long id = mock.row(7).id();

        mock.two.define(7, "vm-7", "");
        mock.two.virsh("start vm-7");
        mock.one.virsh("destroy vm-7");
        mock.full(2);
        mock.full(1);
        mock.full(2); // it moves by the word of where it goes alone
        assertMoved(id);
        mock.full(1);
        mock.quick(1);
        assertMoved(id);
        mock.one.virsh("undefine vm-7");
        bothInFull();
        assertMoved(id);
    }

    private void assertMoved(long id) {
        Vm row = mock.row(7);
        assertThat(row.id()).isEqualTo(id);
        assertThat(mock.rig.hostOf(row)).isEqualTo(2);
        assertThat(row.state().status()).isEqualTo(VmStatus.RUNNING);
        assertThat(row.state().syncError()).isNull();
        assertThat(mock.rig.rows()).hasSize(8);
    }

    @Test
    void rule5TwoActiveOnesAreOneRowThatSaysSo() {
        mock.one.define(2);
        mock.one.start(2);
        bothInFull();
        mock.two.define(2);
        mock.two.virsh("start vm-1");
        for (int round = 0; round < 2; round++) {
            bothInFull();
        }

        Vm row = mock.row(1);
        assertThat(mock.rig.hostOf(row)).isEqualTo(1);
        assertThat(row.state().syncError()).startsWith("also running on ");
        assertThat(mock.row(0).state().syncError())
                .as("defined there, not active")
                .isNull();
        mock.two.virsh("destroy vm-1");
        bothInFull();
        assertThat(mock.row(1).state().syncError()).isNull();
    }

    @Test
    void rule5ACloneIsAVmOfItsOwn() {
        mock.one.define(1);
        mock.full(1);
        long id = mock.row(0).id();

        mock.one.define(100, "vm-0-clone", "");
        mock.full(1);

        assertThat(mock.row(0).id()).isEqualTo(id);
        assertThat(mock.row(100).id()).isNotEqualTo(id);
    }

    @Test
    void rule5RedefinedUndefinedAndDefinedUnderAnotherNameItIsItself() {
        mock.one.define(3);
        mock.full(1);
        long id = mock.row(2).id();

        mock.one.define(2, "vm-2", "<title>redefined</title>");
        mock.full(1);
        assertThat(mock.row(2).state().details().title()).isEqualTo("redefined");
        mock.one.virsh("undefine vm-2");
        mock.full(1);
        mock.one.define(2, "renamed", "");
        mock.full(1);

        assertThat(mock.row(2).id()).isEqualTo(id);
        assertThat(mock.row(2).state().details().name()).isEqualTo("renamed");
        assertThat(mock.row(2).state().absence()).isEqualTo(VmState.Absence.NONE);
    }

    /** Its deadline is a minute: who waited for it would come too late here. */
    @Test
    void rule6ADaemonThatIsFrozenDelaysNoOther() {
        bothInFull();
        mock.one.daemon("freeze");
        mock.clock.forward(Duration.ofSeconds(40));
        Instant now = mock.clock.instant();

        mock.rig.engine.tick(SyncKind.QUICK);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mock.rig.state(2).lastQuick()).isEqualTo(now));
        mock.rig.engine.tick(SyncKind.QUICK);
        await().atMost(SOON).until(() -> !mock.rig.source(2).isBusyFor(SyncKind.QUICK));
        assertThat(mock.rig.state(1).lastQuick()).isNotEqualTo(now);
        assertThat(SourceRig.threadsInCalls()).isEqualTo(1);
        mock.one.daemon("thaw");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mock.rig.state(1).lastQuick()).isEqualTo(now));
    }

    @Test
    void rule7NoDaemonIsAskedInsideATransaction() {
        mock.rig.hear();
        mock.one.define(5);
        int before = mock.watch.questions();

        mock.full(1);
        mock.quick(1);
        mock.one.start(5);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mock.row(4).state().status()).isEqualTo(VmStatus.RUNNING));

        assertThat(mock.watch.questions()).isGreaterThan(before + 5);
        assertThat(mock.watch.insideTransactions()).isEmpty();
    }

    /** A reader sees all that a pass brought, or nothing of it. */
    @Test
    void rule8WhatReadersGetIsCommitted() throws Exception {
        mock.one.define(40);
        mock.one.start(40);
        mock.full(1);
        Readers<Set<VmStatus>> readers = new Readers<>(
                () -> mock.rig.rows().stream().map(vm -> vm.state().status()).collect(Collectors.toSet()));
        Vm read = mock.row(0);

        for (int round = 0; round < 6; round++) {
            mock.one.each(round % 2 == 0 ? "suspend" : "resume", 40);
            mock.quick(1);
        }

        assertThat(readers.saw())
                .contains(Set.of(VmStatus.RUNNING), Set.of(VmStatus.PAUSED))
                .allSatisfy(statuses -> assertThat(statuses).hasSize(1));
        assertThat(read.state().status()).as("a value").isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void rule9TimersAloneMakeItRight() {
        mock.one.tap().loseEvents();
        mock.rig.hear();
        mock.one.define(5);
        mock.full(1);
        mock.one.virsh("start vm-1");
        mock.one.define(2, "vm-2", "<title>another</title>");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mock.one.tap().lostEvents()).isGreaterThanOrEqualTo(2));

        mock.quick(1);
        assertThat(mock.row(1).state().status()).isEqualTo(VmStatus.RUNNING);
        assertThat(mock.row(2).state().details().title()).isEmpty();
        mock.full(1);
        assertThat(mock.row(2).state().details().title()).isEqualTo("another");
    }

    @Test
    void rule10AQuickPassAsksAsLittleOfManyVmsAsOfFew() {
        mock.one.define(2);
        mock.full(1);
        int few = callsOfAQuickPass();
        mock.one.define(150);
        mock.full(1);

        assertThat(callsOfAQuickPass()).isEqualTo(few).isLessThanOrEqualTo(2);
    }

    private int callsOfAQuickPass() {
        int before = mock.one.tap().calls();
        mock.quick(1);
        return mock.one.tap().calls() - before;
    }

    @Test
    void rule11HostileNamesAndTextsAreCleanedCappedAndStable() {
        String longName = "n".repeat(300);
        mock.one.define(1, Hostile.SCRIPT, "");
        mock.one.define(2, longName + "1", Hostile.LONG_TITLE);
        mock.one.define(3, longName + "2", Hostile.LONG_DESCRIPTION);
        mock.one.define(4, Hostile.CONTROLS, Hostile.TAB_TITLE);
        mock.one.define(5, "tags", Hostile.MANY_TAGS);

        mock.full(1);

        assertThat(mock.rig.rows()).hasSize(5).allSatisfy(vm -> Hostile.assertClean(vm.state()));
        assertThat(mock.row(1).state().details().name()).startsWith("<script>alert(1)<'\"&");
        assertThat(mock.row(2).id()).isNotEqualTo(mock.row(3).id());
        Run.Outcome again = mock.rig.pass(1, SyncKind.FULL).outcome();
        assertThat(again.changed())
                .as("what is stored is what is observed again")
                .isZero();
    }
}
