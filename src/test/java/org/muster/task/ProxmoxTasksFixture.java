package org.muster.task;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;
import org.muster.sync.ClusterRig;
import org.muster.sync.SyncKind;

/** Tasks over a Proxmox VE cluster, whose time is moved by hand. */
abstract class ProxmoxTasksFixture {

    static final TaskConfig CONFIG = new TaskConfig(
            Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(7), Duration.ofSeconds(60), 4);
    static final String STOPPED = "qemu/102";
    static final String RUNNING = "qemu/100";
    static final String TASK = "GET /nodes/{node}/tasks/{upid}/status";

    final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 12).lag(Duration.ofSeconds(12)));
    final DataSource source = TestDatabase.source();
    final Path home;
    ClusterRig rig;
    TaskRig acting;

    ProxmoxTasksFixture(Path home) {
        this.home = home;
        pve.clock().stop();
        rig = new ClusterRig(home, source, pve, true);
        acting = new TaskRig(rig, CONFIG);
        rig.pass(SyncKind.FULL);
    }

    @AfterEach
    void close() {
        acting.close();
        rig.close();
        pve.close();
    }

    Task submit(String vm, VmAction action) throws ActionRefused {
        return acting.tasks.submit(rig.row(vm).id(), action, "eva");
    }

    /** Time passes for the cluster until the task is over. */
    Task ended(Task task) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            pve.clock().advance(Duration.ofMillis(300));
                            return acting.tasks.await(task.id(), Duration.ofMillis(100));
                        },
                        current -> current.state().isEnded());
    }

    /** The cluster has taken it, and it is kept. */
    String taken(Task task) {
        return await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> rig.database
                                .read(tx -> acting.store.find(tx, task.id()))
                                .orElseThrow()
                                .receipt(),
                        Objects::nonNull);
    }

    VmStatus status(String vm) {
        return rig.row(vm).state().status();
    }

    int posts() {
        return pve.requests().entrySet().stream()
                .filter(route -> route.getKey().startsWith("POST "))
                .mapToInt(route -> route.getValue())
                .sum();
    }
}
