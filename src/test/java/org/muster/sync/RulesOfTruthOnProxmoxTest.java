package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.inventory.Cluster;
import org.muster.inventory.Marks;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.platform.Databases;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** The rules of truth of ARCHITECTURE.md where Proxmox VE has ways of its own to break them; time goes by hand. */
class RulesOfTruthOnProxmoxTest {

    private static final int VMS = 30;
    private static final String LIST = "GET /cluster/resources";
    private static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";

    private final ProxmoxRig proxmox = new ProxmoxRig(Fleet.of(2, VMS));
    private final EngineRig.HandClock clock = new EngineRig.HandClock();
    private final SourceRig rig;

    RulesOfTruthOnProxmoxTest(@TempDir Path home) {
        rig = new SourceRig(
                home,
                Databases.migrated(TestDatabase.source()),
                Sample.config(Map.of(SyncKey.QUICK_DEADLINE, 60L, SyncKey.OPEN_DEADLINE, 60L)),
                new Time(clock, clock::nanos),
                proxmox.hypervisor,
                List.of(List.of(proxmox.pve.address())),
                proxmox.credentials());
    }

    @BeforeEach
    void observeOnce() {
        full();
        assertThat(rig.rows()).hasSize(VMS);
    }

    @AfterEach
    void close() {
        rig.close();
        proxmox.close();
    }

    private void full() {
        rig.pass(1, SyncKind.FULL);
    }

    private void quick() {
        rig.pass(1, SyncKind.QUICK);
    }

    private Vm row(String id) {
        return rig.rows().stream()
                .filter(vm -> vm.state().externalId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Map<Long, VmState> before() {
        return rig.vmStates();
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

    @Test
    void rule3AClusterThatHasForgottenEverythingIsListedAsItWasKnownAndStale() {
        proxmox.pve.clock().stop(); // uptimes are the double's, starts are counted from them
        Map<Long, VmState> before = before();
        proxmox.pve.fault(LIST, Fault.ALL_UNKNOWN);

        quick();
        full();

        assertThat(rig.rows()).hasSize(VMS).allSatisfy(vm -> {
            VmState known = Objects.requireNonNull(before.get(vm.id()));
            assertThat(vm.state()).isEqualTo(known.withError(Staleness.NOT_TOLD));
            assertThat(rig.staleness().since(vm)).isNotNull();
        });
        proxmox.pve.heal();
        quick();
        assertThat(before()).isEqualTo(before);
    }

    @Test
    void r6Rule3GuestsOfANodeThatIsOfflineKeepTheirLastStatus() {
        Map<Long, VmState> before = before();
        proxmox.pve.offline("pve2");

        quick();
        Map<Long, VmState> told = before();
        full();

        assertThat(before()).isEqualTo(told);
        assertThat(rig.rows()).allSatisfy(vm -> {
            boolean lost = vm.state().node().equals("pve2");
            assertThat(rig.staleness().since(vm) != null).isEqualTo(lost);
            assertThat(vm.state().syncError()).isEqualTo(lost ? Staleness.HOST_OFFLINE : null);
            assertThat(vm.state().status())
                    .isEqualTo(Objects.requireNonNull(before.get(vm.id())).status());
        });
        proxmox.pve.online("pve2");
        quick();
        assertThat(before()).isEqualTo(before);
    }

    @Test
    void rule5AMigrationKeepsTheRow() {
        long id = row("qemu/100").id();
        proxmox.pve.change(100, guest -> guest.node("pve2"));

        quick();

        assertThat(row("qemu/100").id()).isEqualTo(id);
        assertThat(row("qemu/100").state().node()).isEqualTo("pve2");
        full();
        assertThat(row("qemu/100").id()).isEqualTo(id);
    }

    @Test
    void rule5ANumberThatIsUsedAgainIsAnotherVm() {
        Vm old = row("qemu/100");
        proxmox.pve.add(Guest.qemu(100, "heir", "pve1"));

        full();

        assertThat(row("qemu/100").id()).isNotEqualTo(old.id());
        assertThat(row("qemu/100").state().details().name()).isEqualTo("heir");
        Vm ended = rig.inventory.find(old.id(), Viewer.ALL).orElseThrow();
        assertThat(ended.state().absence().goneAt()).isEqualTo(clock.instant());
        assertThat(ended.state().details().name()).isEqualTo("vm-100");
        full();
        assertThat(rig.rows()).hasSize(VMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "running"})
    void rule5ANumberThatIsUsedAgainByAVmThatLooksTheSameIsAnotherVm(String then) {
        proxmox.pve.change(100, guest -> guest.status("running"));
        full();
        long old = row("qemu/100").id();
        proxmox.pve.clock().advance(Duration.ofHours(1));
        full();
        proxmox.pve.change(100, guest -> guest.newIdentity());
        proxmox.pve.change(100, guest -> guest.status("stopped"));
        proxmox.pve.change(100, guest -> guest.status(then));

        full();

        assertThat(row("qemu/100").id()).isNotEqualTo(old);
    }

    @Test
    void rule5ANumberThatIsUsedAgainAfterItsVmWasGoneIsAnotherVm() {
        long old = row("qemu/100").id();
        proxmox.pve.remove(100);
        full();
        clock.forward(Duration.ofMinutes(11));
        full();
        assertThat(rig.rows()).hasSize(VMS - 1);

        proxmox.pve.add(Guest.qemu(100, "heir", "pve1"));
        full();

        assertThat(row("qemu/100").id()).isNotEqualTo(old);
    }

    @Test
    void r13AClusterThatRefusesTheCredentialsIsAskedAgainAfterFiveMinutes() {
        proxmox.pve.deleteToken(Fleet.FULL);
        assertThat(rig.attempt(1, SyncKind.QUICK).error()).isEqualTo("The cluster refuses the credentials.");
        assertThat(rig.state(1).reason()).isEqualTo("credentials_refused");
        proxmox.pve.forget();

        clock.forward(Duration.ofSeconds(299));
        assertThat(rig.attempt(1, SyncKind.FULL).error()).isEqualTo("The cluster refuses the credentials.");
        assertThat(rig.source(1).failures().isDueForProbe(Duration.ofSeconds(15), clock.nanos()))
                .isFalse();
        assertThat(proxmox.pve.requests()).isEmpty();

        clock.forward(Duration.ofSeconds(2));
        assertThat(rig.attempt(1, SyncKind.FULL).error()).isNotNull();
        assertThat(proxmox.pve.requests().values()).containsExactly(1);
    }
}
