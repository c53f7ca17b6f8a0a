package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.VmAction;

/** An order arrives once or not at all, and what is not known of it is said. */
class ProxmoxOrderTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 12));

    @BeforeEach
    void stopTime() {
        rig.pve.clock().stop();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String take(HypervisorConnection connection) throws HypervisorException {
        return connection
                .perform(new Order(VmAction.START, "qemu/102", Duration.ofSeconds(7)), LIMIT)
                .orElseThrow();
    }

    @Test
    void connectionThatIsClosedJustThenTakesNoOrder() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        connection.observeStatuses(LIMIT); // leaves connections open that the cluster closes from now on
        rig.pve.breakKept();
        assertThat(take(connection)).startsWith("UPID:");
        assertThat(rig.pve.count(START)).isEqualTo(1);
        assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "CUT, UNREACHABLE",
        "DROP, UNREACHABLE",
        "TRUNCATED, BAD_ANSWER",
        "PAGE, BAD_ANSWER",
        "ENDLESS, BAD_ANSWER",
        "PROXY_596, SOURCE_FAILED",
        "HANG, TIMEOUT"
    })
    void lostAnswerLeavesTheOrderInDoubtAndItIsNotSentAgain(Fault fault, Reason reason) throws Exception {
        try (ProxmoxDouble second = rig.pve.also("pve2")) {
            Target both = new Target(8, List.of(rig.pve.address(), second.address()), rig.credentials());
            HypervisorConnection connection = rig.hypervisor.open(both, LIMIT);
            connection.observe(LIMIT);
            rig.pve.fault(START, fault);
            Duration limit = fault == Fault.HANG ? SHORT : LIMIT;
            OrderInDoubt doubt = catchThrowableOfType(
                    OrderInDoubt.class, () -> connection.perform(new Order(VmAction.START, "qemu/102", SHORT), limit));
            assertThat(doubt.reason()).isEqualTo(reason);
            assertThat(doubt.getMessage()).contains("not known").doesNotContain("\n");
            assertThat(rig.pve.count(START)).isEqualTo(1);
            assertThat(second.count(START)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":null}", "{\"data\":\"\"}", "{\"data\":\"UPID:pve1:x\"}", "{}"})
    void answerThatNamesNoTaskLeavesTheOrderInDoubt(String body) throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.answer(START, 200, "OK", body);
        assertThatThrownBy(() -> take(connection)).isInstanceOf(OrderInDoubt.class);
    }

    @ParameterizedTest
    @CsvSource({"PROXY_595, SOURCE_FAILED", "EMPTY_500, SOURCE_FAILED"})
    void orderThatReachedNobodyIsInNoDoubt(Fault fault, Reason reason) throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.fault(START, fault);
        HypervisorException refused = catchThrowableOfType(HypervisorException.class, () -> take(connection));
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).isNotInstanceOf(OrderInDoubt.class);
    }
}
