package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.Progress.State;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.inventory.VmAction;

/** Orders: what the cluster takes, what its task says of them, and what is known when an answer is lost. */
class ProxmoxActionTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";
    private static final String TASK = "GET /nodes/{node}/tasks/{upid}/status";
    private static final String UPID = "UPID:pve1:000000CC:000243AD:6B02022A:qmstart:102:muster@pve!full:";

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 12));

    @BeforeEach
    void stopTime() {
        rig.pve.clock().stop();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String take(HypervisorConnection connection, VmAction action, String id) throws HypervisorException {
        return connection
                .perform(new Order(action, id, Duration.ofSeconds(7)), LIMIT)
                .orElseThrow();
    }

    /** Asks for it, and what the cluster says of it after a while. */
    private Progress carryOut(HypervisorConnection connection, VmAction action, String id) throws HypervisorException {
        String upid = take(connection, action, id);
        rig.pve.clock().advance(Duration.ofSeconds(1));
        return connection.follow(upid, LIMIT);
    }

    @Test
    void machineGoesThroughItsLife() throws Exception {
        HypervisorConnection connection = rig.open();
        assertThat(carryOut(connection, VmAction.START, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(rig.pve.status(102)).isEqualTo("running");
        assertThat(carryOut(connection, VmAction.SUSPEND, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(rig.pve.status(102)).isEqualTo("paused");
        assertThat(carryOut(connection, VmAction.RESUME, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(carryOut(connection, VmAction.RESET, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(carryOut(connection, VmAction.REBOOT, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(rig.pve.status(102)).isEqualTo("running");
        assertThat(carryOut(connection, VmAction.SHUTDOWN, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(rig.pve.status(102)).isEqualTo("stopped");
    }

    @Test
    void orderIsUnderWayUntilItsTaskIsOver() throws Exception {
        HypervisorConnection connection = rig.open();
        String upid = take(connection, VmAction.START, "qemu/102");
        assertThat(connection.follow(upid, LIMIT)).isEqualTo(Progress.UNDER_WAY);
        rig.pve.clock().advance(Duration.ofSeconds(1));
        assertThat(rig.open().follow(upid, LIMIT)).as("on another connection").isEqualTo(Progress.DONE);
    }

    static Stream<Arguments> whatCannotStart() {
        Consumer<Guest> running = guest -> guest.status("running");
        Consumer<Guest> locked = guest -> guest.config("lock", "backup");
        Consumer<Guest> template = Guest::template;
        Consumer<Guest> withoutDisk = Guest::withoutDisk;
        return Stream.of(
                Arguments.of("VM 102 already running", running),
                Arguments.of("VM is locked (backup)", locked),
                Arguments.of("you can't start a vm if it's a template", template),
                Arguments.of("volume 'local:102/vm-102-disk-0.qcow2' does not exist", withoutDisk));
    }

    @ParameterizedTest
    @MethodSource("whatCannotStart")
    void goodAnswerToAStartThatThenFailsIsAFailureInTheClustersWords(String words, Consumer<Guest> how)
            throws Exception {
        rig.pve.change(102, how);
        assertThat(carryOut(rig.open(), VmAction.START, "qemu/102")).isEqualTo(Progress.failed(words));
    }

    @ParameterizedTest
    @CsvSource({
        "OK, DONE, ''",
        "WARNINGS: 2, DONE, ''",
        "unexpected status, UNKNOWN, The cluster does not know how its task ended.",
        "'', UNKNOWN, The cluster does not know how its task ended.",
        "VM is locked (backup), FAILED, VM is locked (backup)",
        "'no\\u0007\\n<b>disk</b>\\u0000', FAILED, no  <b>disk</b>"
    })
    void exitStatusIsTheVerdict(String exit, State state, String words) throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.answer(TASK, 200, "OK", "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"" + exit + "\"}}");
        assertThat(connection.follow(UPID, LIMIT)).isEqualTo(new Progress(state, words));
    }

    @Test
    void verdictIsNoLongerThanFits() throws Exception {
        HypervisorConnection connection = rig.open();
        String long1 = "x".repeat(10_000);
        rig.pve.answer(TASK, 200, "OK", "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"" + long1 + "\"}}");
        assertThat(connection.follow(UPID, LIMIT).words()).hasSize(300);
    }

    @Test
    void taskThatTheClusterHasForgottenIsUnknown() throws Exception {
        Progress progress = rig.open().follow(UPID, LIMIT);
        assertThat(progress.state()).isEqualTo(State.UNKNOWN);
        assertThat(progress.words()).contains("no such task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPID:pve1:", "UPID:../../access:000000CC:000243AD:6B02022A:qmstart:1:a@pve:", "x"})
    void whatIsNoTaskIsNotAskedFor(String receipt) throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.forget();
        assertThat(connection.follow(receipt, LIMIT).state()).isEqualTo(State.UNKNOWN);
        assertThat(rig.pve.requests()).isEmpty();
    }

    @Test
    void taskThatCannotBeAskedForNowIsNotOver() throws Exception {
        HypervisorConnection connection = rig.open();
        String upid = take(connection, VmAction.START, "qemu/102");
        rig.pve.fault(TASK, Fault.PROXY_595);
        assertThatThrownBy(() -> connection.follow(upid, LIMIT)).isInstanceOf(HypervisorException.class);
        rig.pve.fault(TASK, Fault.HANG);
        assertThatThrownBy(() -> connection.follow(upid, SHORT))
                .isInstanceOfSatisfying(
                        HypervisorException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        rig.pve.heal();
        assertThat(rig.open().follow(upid, LIMIT)).isEqualTo(Progress.UNDER_WAY);
    }

    @Test
    void guestThatIgnoresAShutdownIsGivenUpByTheClusterInTime() throws Exception {
        rig.pve.change(100, guest -> guest.system(false));
        HypervisorConnection connection = rig.open();
        String upid = take(connection, VmAction.SHUTDOWN, "qemu/100");
        assertThat(rig.pve.lately()).contains("POST /nodes/pve1/qemu/100/status/shutdown {timeout=7}");
        rig.pve.clock().advance(Duration.ofSeconds(10));
        assertThat(connection.follow(upid, LIMIT)).isEqualTo(Progress.failed("VM quit/powerdown failed - got timeout"));
    }

    @Test
    void containerCannotBeReset() throws Exception {
        HypervisorConnection connection = rig.open();
        assertRefused(connection, VmAction.RESET, "lxc/109", "A container can't be reset; reboot it.");
        assertThat(posts()).isZero();
    }

    @Test
    void whatIsRefusedAtOnceIsRefusedInTheClustersWords() throws Exception {
        assertRefused(rig.open(), VmAction.RESET, "qemu/102", "VM 102 not running");
    }

    @Test
    void missingRightIsNamed() throws Exception {
        rig.pve.revoke(Fleet.FULL);
        rig.pve.grant("muster@pve", "/", List.of("VM.Audit", "Sys.Audit"));
        assertRefused(rig.open(), VmAction.START, "qemu/102", "VM.PowerMgmt");
    }

    @Test
    void guestThatMigratedMeanwhileIsAskedWhereItIs() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.change(102, guest -> guest.node("pve2"));
        assertThat(take(connection, VmAction.START, "qemu/102")).startsWith("UPID:pve2:");
    }

    @Test
    void lostAnswerToALoginIsNoOrderInDoubt() {
        rig.pve.fault("POST /access/ticket", Fault.CUT);
        assertThatThrownBy(() -> rig.open(root()))
                .isInstanceOf(HypervisorException.class)
                .isNotInstanceOf(OrderInDoubt.class);
    }

    @Test
    void ticketServesAsWellAsAToken() throws Exception {
        HypervisorConnection connection = rig.open(root());
        assertThat(connection.observe(LIMIT).vms()).hasSize(12);
        assertThat(carryOut(connection, VmAction.START, "qemu/102")).isEqualTo(Progress.DONE);
        assertThat(rig.pve.count("POST /access/ticket")).isEqualTo(1);
    }

    private Map<String, String> root() {
        Map<String, String> user = new HashMap<>();
        user.put("username", "root@pam");
        user.put("password", Fleet.ROOT_PASSWORD);
        user.put("fingerprint", rig.pve.fingerprint());
        return user;
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

    private long posts() {
        return rig.pve.lately().stream()
                .filter(asked -> asked.startsWith("POST "))
                .count();
    }

    private static void assertRefused(HypervisorConnection connection, VmAction action, String id, String words) {
        assertThatThrownBy(() -> take(connection, action, id))
                .isNotInstanceOf(OrderInDoubt.class)
                .isInstanceOfSatisfying(
                        HypervisorException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining(words);
    }
}
