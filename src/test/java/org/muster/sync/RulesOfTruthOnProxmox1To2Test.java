package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.inventory.Cluster;
import org.muster.inventory.Marks;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmState;

/** The rules of truth of ARCHITECTURE.md where Proxmox VE has ways of its own to break them: rules 1 and 2. */
class RulesOfTruthOnProxmox1To2Test extends RulesOfTruthOnProxmoxFixture {

    RulesOfTruthOnProxmox1To2Test(@TempDir Path home) {
        super(home);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "PAGE", "EMPTY_LIST", "EMPTY_500", "PROXY_595", "CUT"})
    void rule1WhatIsNoListChangesNothing(Fault fault) {
        Map<Long, VmState> before = before();
        proxmox.pve.fault(LIST, fault);

        assertThat(rig.attempt(1, SyncKind.FULL).error()).isNotNull();
        assertThat(rig.attempt(1, SyncKind.QUICK).error()).isNotNull();

        assertThat(before()).isEqualTo(before);
        assertThat(rig.staleness().since(row("qemu/100"))).isNotNull();
    }

    @Test
    void rule1AGuestWhoseDefinitionCannotBeReadIsListedWithItsError() {
        proxmox.pve.change(100, guest -> guest.config("name", "another"));
        proxmox.pve.fault(CONFIG, Fault.PROXY_596);

        full();

        assertThat(rig.rows()).hasSize(VMS);
        assertThat(row("qemu/100").state().syncError()).contains("596");
        assertThat(row("qemu/100").state().details().name()).isEqualTo("vm-100");
        assertThat(rig.state(1).failingSince()).isNull();
    }

    @Test
    void marksOfAClusterAreKeptAndFollowQuickPassesEvenOfANodeThatIsOffline() {
        proxmox.pve.change(100, guest -> guest.pool("front").haState("started").config("lock", "backup"));
        quick();
        assertThat(row("qemu/100").state().marks()).isEqualTo(new Marks("front", "backup", "started"));

        proxmox.pve.offline(row("qemu/100").state().node());
        proxmox.pve.change(100, guest -> guest.haState("fence").config("lock", null));
        quick();
        assertThat(row("qemu/100").state().marks()).isEqualTo(new Marks("front", null, "fence"));
        assertThat(row("qemu/100").state().syncError()).isEqualTo(Staleness.HOST_OFFLINE);
    }

    @Test
    void requestsAMinuteAreThoseThatTheClusterCounts() {
        quick();
        quick();

        int asked = proxmox.pve.requests().values().stream()
                .mapToInt(count -> count)
                .sum();
        assertThat(rig.state(1).effort().callsAMinute()).isEqualTo(asked);
    }

    @Test
    void rule1AStatusOfTheClusterThatCannotBeHadClearsNothing() {
        assertThat(rig.cluster(1))
                .extracting(Cluster::ownName, Cluster::quorate)
                .containsExactly("lab", true);
        proxmox.pve.offline("pve2");
        full();
        assertThat(rig.cluster(1).quorate()).isFalse();

        proxmox.pve.fault("GET /cluster/status", Fault.EMPTY_500);
        full();
        quick();
        assertThat(rig.cluster(1))
                .extracting(Cluster::ownName, Cluster::quorate)
                .containsExactly("lab", false);
        assertThat(rig.state(1).failingSince()).isNull();
    }

    @Test
    void rule1ACountOfSnapshotsThatCannotBeHadClearsNothing() {
        proxmox.pve.change(100, guest -> guest.snapshot("a", "", 1).config("name", "another"));
        full();
        assertThat(row("qemu/100").state().details().snapshots()).isEqualTo(1);

        proxmox.pve.fault("GET /nodes/{node}/qemu/{vmid}/snapshot", Fault.EMPTY_500);
        proxmox.pve.change(100, guest -> guest.config("name", "again"));
        full();
        assertThat(row("qemu/100").state().details().name()).isEqualTo("again");
        assertThat(row("qemu/100").state().details().snapshots()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sys.Audit", "VM.PowerMgmt"})
    void rule2ATokenThatMaySeeNoVmAnyMoreRemovesNone(String left) {
        proxmox.pve.revoke("muster@pve");
        proxmox.pve.grant("muster@pve", "/", left.isEmpty() ? List.of() : List.of(left));

        full();
        clock.forward(Duration.ofMinutes(20));
        full();

        assertThat(rig.rows()).hasSize(VMS);
        assertThat(rig.state(1).quarantine().isOpen()).isTrue();
    }

    @Test
    void rule2AListWithGapsRemovesNone() {
        proxmox.pve.fault(LIST, Fault.GAPS);
        rig.attempt(1, SyncKind.FULL);
        clock.forward(Duration.ofMinutes(20));
        rig.attempt(1, SyncKind.FULL);

        assertThat(rig.rows()).hasSize(VMS);
        assertThat(rig.state(1).quarantine().isOpen()).isTrue();
        proxmox.pve.heal();
        full();
        assertThat(rig.rows()).extracting(vm -> vm.state().absence()).containsOnly(VmState.Absence.NONE);
        assertThat(rig.state(1).quarantine().isOpen()).isFalse();
    }

    @Test
    void rule2OneThatWasDestroyedIsMissingAndThenGone() {
        proxmox.pve.remove(101);
        full();
        assertThat(row("qemu/101").state().absence().since()).isNotNull();
        clock.forward(Duration.ofMinutes(11));
        full();

        assertThat(rig.rows()).hasSize(VMS - 1);
    }
}
