package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.proxmox.pve.Dialect;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.VmAction;

/** Versions 7 and 8 say in the status line alone what went wrong: all the same it is known and told in their words. */
class ProxmoxDialectTest {

    private static ProxmoxRig rig(Dialect dialect) {
        return new ProxmoxRig(Fleet.of(2, 12).dialect(dialect));
    }

    private static HypervisorException refusal(Reason reason, ThrowingCallable call) {
        HypervisorException thrown = catchThrowableOfType(HypervisorException.class, call);
        assertThat(thrown).isNotNull().isNotInstanceOf(OrderInDoubt.class);
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
        return thrown;
    }

    private static Order order(VmAction action, String id) {
        return new Order(action, id, LIMIT);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyVersionIsObservedAndActedOn(Dialect dialect) throws Exception {
        try (ProxmoxRig rig = rig(dialect)) {
            rig.pve.clock().stop();
            HypervisorConnection connection = rig.open();
            assertThat(connection.observe(LIMIT).vms()).hasSize(12).allSatisfy(vm -> assertThat(vm.error())
                    .isNull());
            assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(12);
            assertThat(connection.observeFigures(LIMIT).readings()).isNotEmpty();
            String task =
                    connection.perform(order(VmAction.START, "qemu/102"), LIMIT).orElseThrow();
            rig.pve.clock().advance(LIMIT);
            assertThat(connection.follow(task, LIMIT)).isEqualTo(Progress.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatIsRefusedIsRefusedInTheVersionsWords(Dialect dialect) throws Exception {
        try (ProxmoxRig rig = rig(dialect)) {
            HypervisorConnection connection = rig.open();
            assertThat(refusal(Reason.REFUSED, () -> connection.perform(order(VmAction.RESET, "qemu/102"), LIMIT)))
                    .hasMessageContaining("VM 102 not running");
            rig.pve.revoke(Fleet.FULL);
            rig.pve.grant("muster@pve", "/", List.of("VM.Audit", "Sys.Audit"));
            assertThat(refusal(Reason.REFUSED, () -> connection.perform(order(VmAction.START, "qemu/102"), LIMIT)))
                    .hasMessageContaining("VM.PowerMgmt");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aVmThatIsGoneIsKnownToBeGone(Dialect dialect) throws Exception {
        try (ProxmoxRig rig = rig(dialect)) {
            HypervisorConnection connection = rig.open();
            connection.observe(LIMIT);
            rig.pve.remove(100);
            assertThat(connection.observeVm("qemu/100", LIMIT)).isEmpty();
            refusal(Reason.NO_SUCH_VM, () -> connection.perform(order(VmAction.STOP, "qemu/100"), LIMIT));
            rig.pve.change(101, guest -> guest.node("pve1"));
            assertThat(connection.observeVm("qemu/101", LIMIT)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anAgentThatIsNotThereIsNoFailure(Dialect dialect) throws Exception {
        try (ProxmoxRig rig = rig(dialect)) {
            HypervisorConnection connection = rig.open();
            assertThat(connection.observeGuest("qemu/100", LIMIT).agent()).isEqualTo(GuestObservation.Agent.ANSWERS);
            rig.pve.change(103, vm -> vm.config("agent", null));
            assertThat(connection.observeGuest("qemu/103", LIMIT).agent()).isEqualTo(GuestObservation.Agent.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatFailsWithoutAWordIsToldFromWhatIsRefused(Dialect dialect) throws Exception {
        try (ProxmoxRig rig = rig(dialect)) {
            HypervisorConnection connection = rig.open();
            connection.observe(LIMIT);
            rig.pve.fault(Fault.EMPTY_500);
            assertThat(refusal(Reason.SOURCE_FAILED, () -> connection.observeStatuses(LIMIT)))
                    .hasMessageContaining("pmxcfs");
            rig.pve.heal();
            rig.pve.offline("pve2");
            assertThat(refusal(
                            Reason.SOURCE_FAILED, () -> connection.perform(order(VmAction.START, "qemu/101"), LIMIT)))
                    .hasMessageContaining("595");
            rig.pve.deleteToken(Fleet.FULL);
            refusal(Reason.CREDENTIALS_REFUSED, () -> connection.observeStatuses(LIMIT));
        }
    }
}
