package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.VmAction;

/** A guest that ignores a shutdown is given its time by the cluster, and then stopped if that is wished for. */
class ProxmoxShutdownTest {

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 12));

    @BeforeEach
    void deaf() {
        rig.pve.clock().stop();
        rig.pve.change(100, guest -> guest.system(false));
        rig.pve.change(109, guest -> guest.status("running").system(false));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu/100", "lxc/109"})
    void forcedShutdownIsTheClustersOwn(String id) throws Exception {
        HypervisorConnection connection = rig.open();
        Order order = new Order(VmAction.SHUTDOWN, id, Duration.ofSeconds(7), true);
        String upid = connection.perform(order, LIMIT).orElseThrow();

        assertThat(rig.pve.lately()).anySatisfy(request -> assertThat(request)
                .startsWith("POST /nodes/")
                .contains("/" + id + "/status/shutdown", "timeout=7", "forceStop=1"));
        rig.pve.clock().advance(Duration.ofSeconds(5));
        assertThat(connection.follow(upid, LIMIT)).isEqualTo(Progress.UNDER_WAY);
        rig.pve.clock().advance(Duration.ofSeconds(5));
        assertThat(connection.follow(upid, LIMIT)).isEqualTo(Progress.DONE);
        assertThat(rig.pve.status(GuestId.parse(id).orElseThrow().vmid())).isEqualTo("stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu/100", "lxc/109"})
    void shutdownThatIsNotForcedStopsNothing(String id) throws Exception {
        HypervisorConnection connection = rig.open();
        String upid = connection
                .perform(new Order(VmAction.SHUTDOWN, id, Duration.ofSeconds(7)), LIMIT)
                .orElseThrow();

        assertThat(rig.pve.lately()).noneSatisfy(request -> assertThat(request).contains("forceStop"));
        rig.pve.clock().advance(Duration.ofSeconds(10));
        assertThat(connection.follow(upid, LIMIT).words()).contains("got timeout");
        assertThat(rig.pve.status(GuestId.parse(id).orElseThrow().vmid())).isEqualTo("running");
    }
}
