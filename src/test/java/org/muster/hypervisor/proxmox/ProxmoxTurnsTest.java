package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.VmAction;

/** A node is asked three things at once, whoever asks; what users want comes through. */
class ProxmoxTurnsTest {

    private static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";
    private static final String STATUS = "GET /nodes/{node}/qemu/{vmid}/status/current";

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(1, 60));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> asked = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
        threads.shutdownNow();
    }

    private void meanwhile(Callable<?> question) {
        asked.add(threads.submit(question));
    }

    private static Order start(int vmid) {
        return new Order(VmAction.START, "qemu/" + vmid, Duration.ofSeconds(7));
    }

    @Test
    void passesAgentsOrdersAndLooksTogetherAreThree() throws Exception {
        rig.pve.latency(Duration.ofMillis(20));
        HypervisorConnection connection = rig.open();
        connection.observeStatuses(LIMIT);
        meanwhile(() -> connection.observe(LIMIT));
        meanwhile(() -> rig.open().observe(LIMIT));
        for (int vmid = 100; vmid < 110; vmid++) {
            String id = (vmid < 109 ? "qemu/" : "lxc/") + vmid;
            meanwhile(() -> connection.observeGuest(id, LIMIT));
            meanwhile(() -> connection.observeVm(id, LIMIT));
        }
        meanwhile(() -> connection.perform(start(102), LIMIT));
        for (Future<?> one : asked) {
            one.get();
        }
        assertThat(rig.pve.mostOfAllAtOnce("pve1")).isEqualTo(3);
    }

    @Test
    void orderComesThroughWhilePassesHang() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observeStatuses(LIMIT);
        rig.pve.fault(CONFIG, Fault.HANG);
        meanwhile(() -> connection.observe(LIMIT));
        await().until(() -> rig.pve.count(CONFIG) == 2);
        assertThat(connection.perform(start(102), LIMIT)).isPresent();
        rig.pve.heal();
        for (Future<?> one : asked) {
            one.get();
        }
    }

    @Test
    void orderThatHasNoTurnInTimeIsNotSentAndInNoDoubt() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observeStatuses(LIMIT);
        rig.pve.fault(STATUS, Fault.HANG);
        for (int vmid = 100; vmid < 103; vmid++) {
            String id = "qemu/" + vmid;
            meanwhile(() -> connection.observeVm(id, LIMIT));
        }
        await().until(() -> rig.pve.count(STATUS) == 3);
        HypervisorException busy = catchThrowableOfType(
                HypervisorException.class, () -> connection.perform(start(105), Duration.ofMillis(200)));
        assertThat(busy).isNotInstanceOf(OrderInDoubt.class).hasMessageContaining("busy");
        assertThat(busy.reason()).isEqualTo(Reason.SOURCE_FAILED);
        rig.pve.heal();
        for (Future<?> one : asked) {
            one.get();
        }
        assertThat(rig.pve.count("POST /nodes/{node}/qemu/{vmid}/status/start")).isZero();
        assertThat(connection.perform(start(105), LIMIT))
                .as("nobody holds a place")
                .isPresent();
    }
}
