package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.inventory.InventoryRig.NOW;
import static org.muster.inventory.InventoryRig.state;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are read as they were written. */
class InventoryTest {

    private final InventoryRig vms = new InventoryRig();

    @Test
    void whatIsWrittenIsRead() {
        Vm vm = vms.vm("u1");

        assertThat(vm.state()).isEqualTo(state("u1", "Web-Server", VmStatus.RUNNING, 10, "10.0.0.5", "web", "prod"));
        assertThat(vm.id()).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(vm.vmid()).isEqualTo(vm.id());
        assertThat(vm.updatedAt()).isEqualTo(NOW);
        assertThat(vm.cpuUsage()).isNull();
        assertThat(vms.vm("u3").state().details().name()).isEqualTo("ärger\uD83D\uDE00");
    }

    @Test
    void everyFieldOfTheStateSurvives() {
        VmState full = new VmState(
                1,
                10,
                "u1",
                "node",
                state("u1", "x", VmStatus.RUNNING, 10, "::1", "a").details(),
                VmStatus.STOPPING,
                "shutdown",
                NOW.minusSeconds(5),
                new VmState.Ports(true, true),
                new VmState.RowTask(9, "rebooting"),
                "an error",
                new VmState.Absence(1, NOW, Duration.ZERO, NOW),
                new VmState.Rival(20, "host-20", 2),
                77,
                new GuestWord(IpOrigin.ARP, VmCategory.WINDOWS),
                new Marks("tests", "backup", "started"));
        vms.change("u1", full);

        assertThat(vms.vm("u1").state()).isEqualTo(full);
    }

    @Test
    void aClosedRecordLeavesItsKeyToANewOne() {
        vms.change("u1", vms.vm("u1").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        vms.write(new Change.Added(state("u1", "again", VmStatus.RUNNING, 10, null)));

        assertThat(vms.found(q -> q.words = List.of("again"))).containsExactly("u1");
        assertThat(vms.found(q -> q.gone = true)).hasSize(4);
    }
}
