package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAccess;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.sync.EngineRig;

class TasksTest {

    private final EngineRig rig;
    private final TaskRig taskRig;
    private final Tasks tasks;

    TasksTest(@TempDir Path home) {
        rig = new EngineRig(home, "seed=5&hosts=1&vms=30", 1);
        taskRig = new TaskRig(rig);
        tasks = taskRig.tasks;
    }

    @BeforeEach
    void observeOnce() {
        rig.full(1);
    }

    @AfterEach
    void close() {
        taskRig.close();
        rig.close();
    }

    private Vm now(Vm vm) {
        return rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow();
    }

    private Task ended(Task task) {
        return await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> {
                            rig.clock.forward(Duration.ofSeconds(1));
                            return tasks.await(task.id(), Duration.ofMillis(100));
                        },
                        current -> current.state().isEnded());
    }

    @Test
    void nothingIsAskedOfAClusterThatIsPaused() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.database.call(tx -> {
            rig.connections.setEnabled(tx, rig.cluster.id(), false);
            return true;
        });

        assertThatThrownBy(() -> tasks.submit(vm.id(), VmAction.STOP, "eva"))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("paused");
        assertThat(now(vm)).isEqualTo(vm);
    }

    @Test
    void theTransientIsThereBeforeTheHypervisorIsAsked() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.faults().latency(1, Duration.ofMillis(300));

        Task task = tasks.submit(vm.id(), VmAction.STOP, "eva");

        assertThat(task.state().isEnded()).isFalse();
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.STOPPING);
        assertThat(ended(task).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.STOPPED);
        assertThat(now(vm).state().task()).isNull();
    }

    @Test
    void everyActionEndsWithWhatWasObserved() throws Exception {
        Vm vm = rig.any(1, VmStatus.STOPPED);
        List<VmAction> actions = List.of(
                VmAction.START,
                VmAction.SUSPEND,
                VmAction.RESUME,
                VmAction.REBOOT,
                VmAction.RESET,
                VmAction.SHUTDOWN,
                VmAction.START,
                VmAction.STOP);
        List<VmStatus> seen = new ArrayList<>();
        for (VmAction action : actions) {
            Task end = ended(tasks.submit(vm.id(), action, "eva"));
            assertThat(end.error()).as(action.word()).isNull();
            seen.add(now(vm).state().status());
        }
        assertThat(seen)
                .containsExactly(
                        VmStatus.RUNNING,
                        VmStatus.PAUSED,
                        VmStatus.RUNNING,
                        VmStatus.RUNNING,
                        VmStatus.RUNNING,
                        VmStatus.STOPPED,
                        VmStatus.RUNNING,
                        VmStatus.STOPPED);
        assertThat(tasks.list(vm.id(), null, Viewer.ALL)).hasSize(actions.size());
    }

    @Test
    void tasksAreSeenByWhoSeesTheirVm() throws Exception {
        Vm seen = rig.any(1, VmStatus.RUNNING);
        rig.database.call(tx -> {
            new VmAccess()
                    .write(
                            tx,
                            List.of(new VmAccess.Entry(seen.id(), "user:7", 1, true)),
                            new InventoryWriter().nextRevision(tx));
            return true;
        });
        Viewer eva = new Viewer(false, Set.of("user:7"));
        Task task = ended(tasks.submit(seen.id(), VmAction.REBOOT, "eva"));
        ended(tasks.submit(rig.any(1, VmStatus.STOPPED).id(), VmAction.START, "adam"));

        assertThat(tasks.list(null, null, Viewer.ALL)).hasSize(2);
        assertThat(tasks.list(null, null, eva)).extracting(Task::id).containsExactly(task.id());
        assertThat(tasks.list(null, TaskState.COMPLETED, new Viewer(false, Set.of())))
                .isEmpty();
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsTheVm() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.faults().latency(1, Duration.ofMillis(300));
        ExecutorService crowd = Executors.newFixedThreadPool(10);
        List<Callable<Task>> asks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asks.add(() -> tasks.submit(vm.id(), VmAction.STOP, "user"));
        }
        int won = 0;
        for (Future<Task> ask : crowd.invokeAll(asks)) {
            try {
                ask.get();
                won++;
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(ActionRefused.class);
            }
        }
        crowd.shutdown();

        assertThat(won).isEqualTo(1);
        assertThat(tasks.list(vm.id(), null, Viewer.ALL)).hasSize(1);
    }

    @Test
    void whatTheKnownStateForbidsIsRefusedAndLeavesNothing() {
        Vm vm = rig.any(1, VmStatus.STOPPED);

        assertThatThrownBy(() -> tasks.submit(vm.id(), VmAction.SUSPEND, "eva"))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("stopped");
        assertThat(tasks.list(vm.id(), null, Viewer.ALL)).isEmpty();
        assertThat(now(vm).state()).isEqualTo(vm.state());
    }

    @Test
    void aVmThatVanishedEndsAsAFailedTaskWithTheReason() throws Exception {
        Vm vm = rig.any(1, VmStatus.STOPPED);
        rig.fleet.remove(1, vm.state().externalId());

        Task end = ended(tasks.submit(vm.id(), VmAction.START, "eva"));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isNotBlank();
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.STOPPED);
        assertThat(now(vm).state().task()).isNull();
    }

    @Test
    void anUnreachableHostPutsTheRowBackToTheLastKnown() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.faults().refuse(1);

        Task end = ended(tasks.submit(vm.id(), VmAction.STOP, "eva"));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).contains("does not take connections");
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.RUNNING);
        assertThat(now(vm).state().statusDetail()).isEqualTo(vm.state().statusDetail());
    }

    @Test
    void aHangingHostEndsTheTaskToo() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.faults().hang(1);

        Task end = ended(tasks.submit(vm.id(), VmAction.STOP, "eva"));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aQueuedTaskIsCarriedOutAfterARestart() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        long id = taskRig.end.begin(vm.id(), VmAction.STOP, Wish.NONE, new TaskStore.Asker("eva", null));

        taskRig.resume();

        assertThat(ended(tasks.find(id, Viewer.ALL).orElseThrow()).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(now(vm).state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void aRunningTaskIsLookedAtAfterARestartAndNotAskedAgain() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        long id = taskRig.end.begin(vm.id(), VmAction.STOP, Wish.NONE, new TaskStore.Asker("eva", null));
        rig.database.call(tx -> taskRig.store.begin(tx, id, rig.clock.instant()));

        taskRig.resume();

        Task end = ended(tasks.find(id, Viewer.ALL).orElseThrow());
        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).contains("interrupted by a restart");
        assertThat(now(vm).state().status()).as("never asked").isEqualTo(VmStatus.RUNNING);
        assertThat(now(vm).state().task()).isNull();
    }

    @Test
    void tasksOfInvisibleVmsDoNotExist() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        Task task = ended(tasks.submit(vm.id(), VmAction.STOP, "eva"));
        Viewer nobody = new Viewer(false, java.util.Set.of("user:9"));

        assertThat(tasks.find(task.id(), nobody)).isEmpty();
        assertThat(tasks.list(null, null, nobody)).isEmpty();
    }
}
