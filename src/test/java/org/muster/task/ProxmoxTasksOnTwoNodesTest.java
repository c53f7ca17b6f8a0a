package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;
import org.muster.sync.ClusterRig;
import org.muster.sync.SyncKind;

/** Two nodes on one database, of which one observes a cluster and the other acts on it. */
class ProxmoxTasksOnTwoNodesTest {

    private static final TaskConfig CONFIG = new TaskConfig(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), 4);
    private static final String VM = "qemu/102";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 12).lag(Duration.ofSeconds(12)));
    private final ClusterRig one;
    private final ClusterRig two;
    private final ClusterRig observer;
    private final ClusterRig actor;
    private final TaskRig acting;

    ProxmoxTasksOnTwoNodesTest(@TempDir Path home) {
        pve.clock().stop();
        DataSource source = TestDatabase.source();
        one = new ClusterRig(home, source, pve, false);
        two = new ClusterRig(home, source, pve, false);
        one.leases.renew();
        two.leases.renew();
        observer = one.observes() ? one : two;
        actor = observer == one ? two : one;
        acting = new TaskRig(actor, CONFIG);
        observer.pass(SyncKind.FULL);
    }

    @AfterEach
    void close() {
        acting.close();
        one.close();
        two.close();
        pve.close();
    }

    private Task ended(TaskRig rig, Task task) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            pve.clock().advance(Duration.ofMillis(300));
                            return rig.tasks.await(task.id(), Duration.ofMillis(100));
                        },
                        current -> current.state().isEnded());
    }

    private VmStatus status() {
        return observer.row(VM).state().status();
    }

    @Test
    void listThatIsOlderThanAnotherNodesActionDoesNotUndoIt() throws Exception {
        assertThat(actor.observes()).isFalse();
        Task end = ended(acting, acting.tasks.submit(actor.row(VM).id(), VmAction.START, "eva"));
        assertThat(end.error()).isNull();

        observer.pass(SyncKind.QUICK);
        assertThat(status()).isEqualTo(VmStatus.RUNNING);

        Stream.of(one, two).forEach(node -> node.clock.forward(Duration.ofSeconds(17)));
        observer.leases.renew();
        observer.pass(SyncKind.QUICK);
        assertThat(status()).as("the list still is the old one").isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void whatADeadNodeHadAskedForIsFollowedByAnother() throws Exception {
        Task task = acting.tasks.submit(actor.row(VM).id(), VmAction.START, "eva");
        await().until(() -> actor.database
                        .read(tx -> acting.store.find(tx, task.id()))
                        .orElseThrow()
                        .receipt()
                != null);
        acting.close();

        for (int second = 0; second < 20; second++) {
            observer.clock.forward(SECOND);
            observer.leases.renew();
        }
        assertThat(observer.leases.bury()).isTrue();
        try (TaskRig heir = new TaskRig(observer, CONFIG)) {
            heir.runner.resume();
            assertThat(ended(heir, task).state()).isEqualTo(TaskState.COMPLETED);
        }
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        assertThat(pve.lately()).filteredOn(asked -> asked.startsWith("POST ")).hasSize(1);
    }
}
