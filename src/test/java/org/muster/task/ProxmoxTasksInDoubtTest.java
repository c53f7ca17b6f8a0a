package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.sync.ClusterRig;

/** Actions on VMs of a Proxmox VE cluster of which nothing is heard for a while, by us or by it. */
class ProxmoxTasksInDoubtTest extends ProxmoxTasksFixture {

    ProxmoxTasksInDoubtTest(@TempDir Path home) {
        super(home);
    }

    @Test
    void afterARestartAnOrderIsFollowedAndNotGivenAgain() throws Exception {
        Task task = submit(STOPPED, VmAction.START);
        taken(task);
        acting.close();
        rig.close();
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STARTING);

        rig = new ClusterRig(home, source, pve, true);
        acting = new TaskRig(rig, CONFIG);
        acting.resume();

        assertThat(ended(task).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void afterARestartTheVerdictOfAnOrderIsTold() throws Exception {
        pve.change(102, guest -> guest.config("lock", "backup"));
        pve.fault(TASK, Fault.PROXY_596);
        Task task = submit(STOPPED, VmAction.START);
        taken(task);
        acting.close();
        rig.close();
        pve.heal();

        rig = new ClusterRig(home, source, pve, true);
        acting = new TaskRig(rig, CONFIG);
        acting.resume();

        assertThat(ended(task).error()).isEqualTo("VM is locked (backup)");
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"CUT", "TRUNCATED", "PAGE"})
    void orderWhoseAnswerWasLostIsNotGivenAgainAndItsVmTellsWhatBecameOfIt(Fault fault) throws Exception {
        pve.fault("POST /nodes/{node}/qemu/{vmid}/status/start", fault);

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.error()).isNull();
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void orderThatWasLostWithItsAnswerIsSaidToBeInDoubt() throws Exception {
        pve.fault("POST /nodes/{node}/qemu/{vmid}/status/start", Fault.PROXY_596);

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error())
                .startsWith("Whether the order was taken is not known")
                .contains("The VM is stopped.");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STOPPED);
        assertThat(rig.row(STOPPED).state().task()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"REBOOT, reboot", "RESET, reset"})
    void runningVmProvesNoReboot(VmAction action, String route) throws Exception {
        pve.fault("POST /nodes/{node}/qemu/{vmid}/status/" + route, Fault.CUT);

        Task end = ended(submit(RUNNING, action));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error())
                .startsWith("Whether the order was taken is not known")
                .endsWith("The VM is running.");
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void orderOfWhichNothingIsHeardAnyMoreIsSaidToBeUnknown() throws Exception {
        pve.fault(TASK, Fault.HANG);

        Task end = acting.tasks.await(submit(STOPPED, VmAction.START).id(), Duration.ofSeconds(60));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error())
                .startsWith("What became of the order is not known")
                .contains("The VM is stopped.");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STOPPED);
        assertThat(posts()).isEqualTo(1);
    }
}
