package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.VmAction;

class ProxmoxActionTest {

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(1, 12));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void machineGoesThroughItsLife() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.perform(VmAction.START, "qemu/102", LIMIT);
        assertThat(rig.pve.status(102)).isEqualTo("running");
        connection.perform(VmAction.SUSPEND, "qemu/102", LIMIT);
        assertThat(rig.pve.status(102)).isEqualTo("paused");
        connection.perform(VmAction.RESUME, "qemu/102", LIMIT);
        connection.perform(VmAction.RESET, "qemu/102", LIMIT);
        assertThat(rig.pve.status(102)).isEqualTo("running");
        connection.perform(VmAction.STOP, "qemu/102", LIMIT);
        assertThat(rig.pve.status(102)).isEqualTo("stopped");
    }

    @Test
    void goodAnswerToAStartThatThenFailsIsARefusalInTheClustersWords() throws Exception {
        HypervisorConnection connection = rig.open();
        assertRefused(connection, VmAction.START, "qemu/100", "VM 100 already running");
        rig.pve.change(102, guest -> guest.config("lock", "backup"));
        assertRefused(connection, VmAction.START, "qemu/102", "VM is locked (backup)");
        rig.pve.change(105, guest -> guest.template());
        assertRefused(connection, VmAction.START, "qemu/105", "you can't start a vm if it's a template");
    }

    @Test
    void containerCannotBeReset() throws Exception {
        assertRefused(rig.open(), VmAction.RESET, "lxc/109", "A container can't be reset; reboot it.");
    }

    @Test
    void missingRightIsNamed() throws Exception {
        rig.pve.revoke("muster@pve");
        rig.pve.grant("muster@pve", "/", List.of("VM.Audit", "Sys.Audit"));
        assertThatThrownBy(() -> rig.open().perform(VmAction.START, "qemu/102", LIMIT))
                .hasMessageContaining("VM.PowerMgmt");
    }

    @Test
    void ticketServesAsWellAsAToken() throws Exception {
        Map<String, String> user =
                Map.of("username", "root@pam", "password", "root's password", "fingerprint", rig.pve.fingerprint());
        HypervisorConnection connection = rig.open(user);
        assertThat(connection.observe(LIMIT).vms()).hasSize(12);
        connection.perform(VmAction.START, "qemu/102", LIMIT);
        assertThat(rig.pve.status(102)).isEqualTo("running");
        assertThat(rig.pve.count("POST /access/ticket")).isEqualTo(1);
    }

    @Test
    void guestIsHeardThroughItsAgent() throws Exception {
        HypervisorConnection connection = rig.open();
        GuestObservation guest = connection.observeGuest("qemu/100", LIMIT);
        assertThat(guest.agent()).isEqualTo(Agent.ANSWERS);
        assertThat(guest.addresses()).isNotEmpty();
        rig.pve.change(101, vm -> vm.agent(org.muster.hypervisor.proxmox.pve.Agent.SILENT));
        assertThat(connection.observeGuest("qemu/101", LIMIT).agent()).isEqualTo(Agent.AWAY);
        rig.pve.change(103, vm -> vm.config("agent", null));
        assertThat(connection.observeGuest("qemu/103", LIMIT).agent()).isEqualTo(Agent.NONE);
        assertThat(connection.observeGuest("lxc/109", LIMIT).addresses()).isNotEmpty();
    }

    private static void assertRefused(HypervisorConnection connection, VmAction action, String id, String words) {
        assertThatThrownBy(() -> connection.perform(action, id, LIMIT))
                .isInstanceOfSatisfying(
                        HypervisorException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining(words);
    }
}
