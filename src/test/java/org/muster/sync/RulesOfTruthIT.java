package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;

/** Rules of truth of ARCHITECTURE.md where two real libvirtd and real QEMU have the fault. */
@Timeout(600)
class RulesOfTruthIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final SyncConfig CONFIG = Sample.config(Map.of(
            SyncKey.FULL_INTERVAL, 20L,
            SyncKey.QUICK_INTERVAL, QUICK.toSeconds(),
            SyncKey.QUICK_INTERVAL_MOST, QUICK.toSeconds(),
            SyncKey.FIRST_DELAY, 1L,
            SyncKey.FULL_DEADLINE, 10L,
            SyncKey.QUICK_DEADLINE, 5L,
            SyncKey.OPEN_DEADLINE, 5L));

    private final Lab one = Lab.started();
    private final Lab two = Lab.second();
    private final SourceRig rig;

    RulesOfTruthIT(@TempDir Path home) {
        one.lab("heal");
        two.lab("heal");
        one.lab("guests", "1");
        rig = new SourceRig(home, TestDatabase.fresh(), CONFIG, one, two);
    }

    @AfterEach
    void heal() {
        rig.close();
        one.lab("heal");
        two.lab("heal");
    }

    private void bothInFull() {
        rig.pass(1, SyncKind.FULL);
        rig.pass(2, SyncKind.FULL);
    }

    @Test
    void rule5ALiveMigrationKeepsTheRow() {
        bothInFull();
        Vm before = rig.row("lab-000");
        assertThat(before.state().status()).isEqualTo(VmStatus.RUNNING);

        one.migrate("lab-000", two, "--persistent", "--undefinesource");
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(rig.hostOf(rig.row("lab-000")))
                    .isEqualTo(2)); // by events alone
            bothInFull();
            Vm after = rig.row("lab-000");
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.state().status()).isEqualTo(VmStatus.RUNNING);
            assertThat(after.state().absence()).isEqualTo(VmState.Absence.NONE);
            assertThat(rig.state(1).quarantine().isOpen()).isFalse();
        } finally {
            two.migrate("lab-000", one, "--persistent", "--undefinesource");
        }
    }

    @Test
    void rule5ADefinitionThatAMigrationLeftBehindIsNoSecondVm() {
        bothInFull();
        long id = rig.row("lab-000").id();

        one.migrate("lab-000", two, "--persistent");
        try {
            for (int round = 0; round < 3; round++) {
                bothInFull();
                rig.pass(1, SyncKind.QUICK);
                Vm row = rig.row("lab-000");
                assertThat(row.id()).isEqualTo(id);
                assertThat(rig.hostOf(row)).isEqualTo(2);
                assertThat(row.state().status()).isEqualTo(VmStatus.RUNNING);
            }
        } finally {
            two.migrate("lab-000", one, "--persistent", "--undefinesource");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rig.hostOf(rig.row("lab-000"))).isEqualTo(1));
    }

    @Test
    void rule2WhatVirshUndefinesFreezesNothing() throws Exception {
        two.define("brief-1");
        two.define("brief-2");
        bothInFull();
        assertThat(rig.rows("brief-1")).hasSize(1);

        two.virsh("undefine", "brief-1");
        two.virsh("undefine", "brief-2"); // the last VMs of that host
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(rig.row("brief-1").state().absence().since()).isNotNull();
            assertThat(rig.row("brief-2").state().absence().since()).isNotNull();
        });

        rig.pass(2, SyncKind.FULL);
        assertThat(rig.state(2).quarantine().isOpen()).isFalse();
    }

    @Test
    void rule1AFrozenQemuIsNamedAndTheRestOfItsHostGoesOn() throws Exception {
        one.define("beside");
        bothInFull();
        Vm before = rig.row("lab-000");
        one.lab("freeze-guest", "lab-000");
        try {
            await().atMost(SOON).untilAsserted(() -> {
                rig.pass(1, SyncKind.FULL);
                assertThat(rig.row("lab-000").state().syncError()).isNotNull();
            });
            Vm frozen = rig.row("lab-000");
            assertThat(frozen.state().details()).isEqualTo(before.state().details());
            assertThat(frozen.state().status()).isEqualTo(VmStatus.RUNNING);
            one.virsh("domrename", "beside", "renamed");
            rig.pass(1, SyncKind.FULL);
            assertThat(rig.rows("renamed")).hasSize(1);
        } finally {
            one.lab("thaw-guest", "lab-000");
            one.virsh("undefine", rig.rows("renamed").isEmpty() ? "beside" : "renamed");
        }
        await().atMost(SOON).untilAsserted(() -> {
            rig.pass(1, SyncKind.FULL);
            assertThat(rig.row("lab-000").state().syncError()).isNull();
        });
    }

    /** Its VMs stay as last known, the other host's are as young as ever, and it is back soon after it answers. */
    @Test
    void rule6AFrozenHostIsUnreachableAndDelaysNoOther() {
        rig.startTimers();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(rig.state(1).lastFull()).isNotNull();
            assertThat(rig.state(2).lastQuick()).isNotNull();
        });
        VmStatus status = rig.row("lab-000").state().status();

        one.lab("freeze");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rig.state(1).failingSince()).isNotNull());
        await().during(QUICK.multipliedBy(3)).atMost(SOON).untilAsserted(() -> {
            Instant oldest = Instant.now().minus(QUICK.multipliedBy(2));
            assertThat(rig.state(2).lastObserved()).isAfter(oldest);
            assertThat(SourceRig.threadsInCalls()).isLessThanOrEqualTo(2); // one of them the other host's
            assertThat(rig.row("lab-000").state().status()).isEqualTo(status);
        });

        one.lab("thaw");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rig.state(1).failingSince()).isNull());
    }

    @Test
    void rule9WhatHappenedWhileLibvirtdWasAwayIsSeenOnceItIsBack() throws Exception {
        one.define("meanwhile");
        try {
            rig.startTimers();
            await().atMost(SOON).until(() -> rig.rows("meanwhile").size() == 1);

            one.lab("kill");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rig.state(1).failingSince()).isNotNull());
            one.lab("restart");
            one.virsh("domrename", "meanwhile", "afterwards");

            await().atMost(SOON).until(() -> rig.rows("afterwards").size() == 1);
        } finally {
            one.virsh("undefine", "afterwards");
        }
    }
}
