package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;
import org.muster.sync.ClusterRig;
import org.muster.sync.SyncKind;

/** Actions on VMs of a Proxmox VE cluster, which carries them out by itself. */
class ProxmoxTasksTest {

    private static final TaskConfig CONFIG = new TaskConfig(
            Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(7), Duration.ofSeconds(60), 4);
    private static final String STOPPED = "qemu/102";
    private static final String RUNNING = "qemu/100";
    private static final String TASK = "GET /nodes/{node}/tasks/{upid}/status";

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 12).lag(Duration.ofSeconds(12)));
    private final DataSource source = TestDatabase.source();
    private final Path home;
    private ClusterRig rig;
    private TaskRig acting;

    ProxmoxTasksTest(@TempDir Path home) {
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

    private Task submit(String vm, VmAction action) throws ActionRefused {
        return acting.tasks.submit(rig.row(vm).id(), action, "eva");
    }

    /** Time passes for the cluster until the task is over. */
    private Task ended(Task task) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            pve.clock().advance(Duration.ofMillis(300));
                            return acting.tasks.await(task.id(), Duration.ofMillis(100));
                        },
                        current -> current.state().isEnded());
    }

    /** The cluster has taken it, and it is kept. */
    private String taken(Task task) {
        return await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> rig.database
                                .read(tx -> acting.store.find(tx, task.id()))
                                .orElseThrow()
                                .receipt(),
                        Objects::nonNull);
    }

    private VmStatus status(String vm) {
        return rig.row(vm).state().status();
    }

    private int posts() {
        return pve.requests().entrySet().stream()
                .filter(route -> route.getKey().startsWith("POST "))
                .mapToInt(route -> route.getValue())
                .sum();
    }

    @Test
    void whatTheClusterCallsTheOrderIsKeptWhileItIsUnderWay() throws Exception {
        Task task = submit(STOPPED, VmAction.START);

        assertThat(taken(task)).startsWith("UPID:pve1:").contains(":qmstart:102:");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STARTING);

        Task end = ended(task);
        assertThat(end.error()).isNull();
        assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        assertThat(rig.row(STOPPED).state().task()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void nothingIsDoneToAnotherVmThatHasTheNumberNow() throws Exception {
        pve.add(Guest.qemu(102, "heir", "pve1"));

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo("Another VM has its number now.");
        assertThat(posts()).isZero();
        assertThat(pve.status(102)).isEqualTo("stopped");
        assertThat(rig.row(STOPPED).state().details().name()).isEqualTo("vm-102");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void everyActionIsCarriedOut() throws Exception {
        for (VmAction action : new VmAction[] {
            VmAction.SUSPEND,
            VmAction.RESUME,
            VmAction.REBOOT,
            VmAction.RESET,
            VmAction.SHUTDOWN,
            VmAction.START,
            VmAction.STOP
        }) {
            assertThat(ended(submit(RUNNING, action)).error()).as(action.word()).isNull();
        }
        assertThat(status(RUNNING)).isEqualTo(VmStatus.STOPPED);
        assertThat(posts()).isEqualTo(7);
        assertThat(pve.lately()).contains("POST /nodes/pve1/qemu/100/status/shutdown {timeout=7}");
    }

    static Stream<Arguments> whatFails() {
        Consumer<Guest> running = guest -> guest.status("running");
        Consumer<Guest> locked = guest -> guest.config("lock", "backup");
        Consumer<Guest> template = Guest::template;
        Consumer<Guest> withoutDisk = Guest::withoutDisk;
        return Stream.of(
                Arguments.of("VM 102 already running", VmStatus.RUNNING, running),
                Arguments.of("VM is locked (backup)", VmStatus.STOPPED, locked),
                Arguments.of("you can't start a vm if it's a template", VmStatus.STOPPED, template),
                Arguments.of("volume 'local:102/vm-102-disk-0.qcow2' does not exist", VmStatus.STOPPED, withoutDisk));
    }

    @ParameterizedTest
    @MethodSource("whatFails")
    void whatTheClusterFailsToDoEndsAsAFailedTaskInItsWords(String words, VmStatus then, Consumer<Guest> how)
            throws Exception {
        pve.change(102, how);

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo(words);
        assertThat(status(STOPPED)).isEqualTo(then);
        assertThat(rig.row(STOPPED).state().task()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void whatIsRefusedAtOnceEndsAsAFailedTaskInTheClustersWords() throws Exception {
        pve.change(100, guest -> guest.status("stopped"));

        Task end = ended(submit(RUNNING, VmAction.RESET));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo("VM 100 not running");
        assertThat(status(RUNNING)).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void guestThatIgnoresAShutdownIsGivenUpInTheClustersWords() throws Exception {
        pve.change(100, guest -> guest.system(false));

        Task end = ended(submit(RUNNING, VmAction.SHUTDOWN));

        assertThat(end.error()).isEqualTo("VM quit/powerdown failed - got timeout");
        assertThat(status(RUNNING)).isEqualTo(VmStatus.RUNNING);
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

    @Test
    void listThatIsOlderThanAnActionDoesNotUndoIt() throws Exception {
        ended(submit(STOPPED, VmAction.START));

        rig.pass(SyncKind.QUICK);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        rig.pass(SyncKind.FULL);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);

        rig.clock.forward(Duration.ofSeconds(17));
        rig.pass(SyncKind.QUICK);
        assertThat(status(STOPPED)).as("the list still is the old one").isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void tasksAreSeenWithoutWhatTheClusterCallsThem() throws Exception {
        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(acting.tasks.find(end.id(), Viewer.ALL)).contains(end);
        assertThat(end.toString()).doesNotContain("UPID");
    }
}
