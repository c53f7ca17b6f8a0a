package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.hypervisor.libvirt.RpcTap;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/**
 * Rules of truth of ARCHITECTURE.md on one real libvirtd with a real QEMU, by passes alone. Rules 1, 2, 5, 6 and 9 are in
 * RulesOfTruthIT; 7 and 10 are no faults that a hypervisor could have.
 */
@Timeout(600)
class RulesOfTruthOnQemuIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final SyncConfig CONFIG =
            Sample.config(Map.of(SyncKey.QUICK_DEADLINE, 60L, SyncKey.OPEN_DEADLINE, 60L));

    private final Lab lab = Lab.started();
    private final RpcTap tap;
    private final SourceRig rig;

    RulesOfTruthOnQemuIT(@TempDir Path home) {
        lab.lab("heal");
        lab.lab("guests", "1");
        tap = new RpcTap(lab.uri());
        rig = new SourceRig(
                home,
                TestDatabase.fresh(),
                CONFIG,
                Time.SYSTEM,
                lab.hypervisor(),
                List.of(List.of(tap.address())),
                Map.of());
    }

    @AfterEach
    void close() {
        rig.close();
        tap.close();
        lab.lab("heal");
    }

    @Test
    void rule3AGuestWhoseDaemonIsAwayIsNeitherStoppedNorGone() {
        rig.pass(1, SyncKind.FULL);
        Map<Long, VmState> before = rig.vmStates();
        assertThat(rig.row("lab-000").state().status()).isEqualTo(VmStatus.RUNNING);

        lab.lab("kill");
        assertThat(rig.passes.run(rig.source(1), SyncKind.QUICK).outcome().error())
                .isNotNull();
        assertThat(rig.passes.run(rig.source(1), SyncKind.FULL).outcome().error())
                .isNotNull();

        assertThat(rig.vmStates()).isEqualTo(before);
        assertThat(rig.staleness().connections())
                .containsExactly(rig.source(1).connection().id());
        lab.lab("restart");
        rig.pass(1, SyncKind.FULL);
        assertThat(rig.vmStates()).as("its QEMU went on").isEqualTo(before);
        assertThat(rig.staleness().connections()).isEmpty();
    }

    @Test
    void rule4ABulkAnswerThatIsLateUndoesNoAction() throws Exception {
        rig.pass(1, SyncKind.FULL);
        Vm vm = rig.row("lab-000");
        tap.holdNext(RpcTap.STATUSES);
        Source source = rig.source(1);
        CompletableFuture<Run.Outcome> late = CompletableFuture.supplyAsync(
                () -> rig.passes.run(source, SyncKind.QUICK).outcome());
        await().atMost(SOON).until(tap::isHolding);
        try {
            long task = rig.tasks.tasks.submit(vm.id(), VmAction.SUSPEND, "ada").id();
            assertThat(rig.tasks.tasks.await(task, SOON).error()).isNull();
            tap.release();

            assertThat(late.get().error()).isNull();
            assertThat(rig.row("lab-000").state().status()).isEqualTo(VmStatus.PAUSED);
            rig.pass(1, SyncKind.QUICK);
            assertThat(rig.row("lab-000").state().status()).isEqualTo(VmStatus.PAUSED);
        } finally {
            lab.virsh("resume", "lab-000");
        }
    }

    @Test
    void rule8WhatReadersGetIsCommitted() throws Exception {
        for (int i = 0; i < 6; i++) {
            lab.define("told-" + i);
        }
        try {
            title(0);
            rig.pass(1, SyncKind.FULL);
            Readers<Set<String>> readers = new Readers<>(this::titles);
            for (int round = 1; round <= 3; round++) {
                title(round);
                rig.pass(1, SyncKind.FULL);
            }

            assertThat(readers.saw())
                    .contains(Set.of("round 0"), Set.of("round 2"))
                    .allSatisfy(titles -> assertThat(titles).hasSize(1));
        } finally {
            lab.virsh(each("undefine %s"));
        }
    }

    private void title(int round) {
        lab.virsh(each("desc %s --config --title 'round " + round + "'"));
    }

    private static String each(String command) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            all.append(String.format(command, "told-" + i)).append("; ");
        }
        return all.toString();
    }

    private Set<String> titles() {
        return rig.rows().stream()
                .map(vm -> vm.state().details())
                .filter(details -> details.name().startsWith("told-"))
                .map(details -> details.title())
                .collect(Collectors.toSet());
    }

    @Test
    void rule11HostileNamesAndTextsAreCleanedCappedAndStable() throws Exception {
        List<String> names = List.of(Hostile.SCRIPT, Hostile.CONTROLS, "n".repeat(200), "told-words", "told-tags");
        List<String> more =
                List.of("", Hostile.TAB_TITLE, Hostile.LONG_TITLE, Hostile.LONG_DESCRIPTION, Hostile.MANY_TAGS);
        rig.pass(1, SyncKind.FULL);
        int before = rig.rows().size();
        try {
            for (int i = 0; i < names.size(); i++) {
                lab.defineXml("<domain type='qemu'><name>" + names.get(i) + "</name><uuid>" + uuid(i) + "</uuid>"
                        + "<memory unit='MiB'>16</memory><vcpu>1</vcpu>"
                        + "<os><type arch='x86_64' machine='pc'>hvm</type></os>" + more.get(i) + "</domain>");
            }
            rig.pass(1, SyncKind.FULL);

            assertThat(rig.rows()).hasSize(before + names.size()).allSatisfy(vm -> Hostile.assertClean(vm.state()));
            Run.Outcome again = rig.pass(1, SyncKind.FULL).outcome();
            assertThat(again.changed())
                    .as("what is stored is what is observed again")
                    .isZero();
        } finally {
            for (int i = 0; i < names.size(); i++) {
                lab.virsh("undefine", uuid(i));
            }
        }
    }

    private static String uuid(int number) {
        return "44444444-0000-4000-8000-00000000000" + number;
    }
}
