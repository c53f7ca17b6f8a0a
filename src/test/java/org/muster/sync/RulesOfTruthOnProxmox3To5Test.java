package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;

/** The rules of truth of ARCHITECTURE.md where Proxmox VE has ways of its own to break them: rules 3 to 5. */
class RulesOfTruthOnProxmox3To5Test extends RulesOfTruthOnProxmoxFixture {

    RulesOfTruthOnProxmox3To5Test(@TempDir Path home) {
        super(home);
    }

    @Test
    void rule3AClusterThatHasForgottenEverythingIsListedAsItWasKnownAndStale() {
        proxmox.pve.clock().stop(); // uptimes are the double's, starts are counted from them
        quick();
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

    /** It has no UUID by which it could be told from the one before. */
    @Test
    void rule5AContainerThatComesWhereOneWasGoneIsAnotherOne() {
        proxmox.pve.add(Guest.lxc(300, "old", "pve1"));
        full();
        long old = row("lxc/300").id();
        proxmox.pve.remove(300);
        full();
        proxmox.pve.add(Guest.lxc(300, "old", "pve1"));
        full();
        assertThat(row("lxc/300").id()).as("within the grace").isEqualTo(old);
        proxmox.pve.remove(300);
        full();
        clock.forward(Duration.ofMinutes(11));
        full();

        proxmox.pve.add(Guest.lxc(300, "heir", "pve1"));
        full();

        assertThat(row("lxc/300").id()).isNotEqualTo(old);
        assertThat(rig.inventory.find(old, Viewer.ALL).orElseThrow().state().isLive())
                .isFalse();
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
