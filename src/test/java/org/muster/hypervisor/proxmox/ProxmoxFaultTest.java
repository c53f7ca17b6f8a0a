package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.VmStatus;

/** What goes wrong with a cluster is an exception with its reason, or is named at the VM; never a shorter list. */
class ProxmoxFaultTest {

    private static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 12));

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HANG, TIMEOUT",
        "DRIP, TIMEOUT",
        "CUT, UNREACHABLE",
        "TRUNCATED, BAD_ANSWER",
        "ENDLESS, BAD_ANSWER",
        "BOMB, BAD_ANSWER",
        "PAGE, BAD_ANSWER",
        "EMPTY_LIST, BAD_ANSWER",
        "PROXY_595, SOURCE_FAILED",
        "PROXY_596, SOURCE_FAILED",
        "EMPTY_500, SOURCE_FAILED"
    })
    void listThatCannotBeHadIsAnException(Fault fault, Reason reason) throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.fault("GET /cluster/resources", fault);
        Duration limit = reason == Reason.TIMEOUT ? SHORT : LIMIT;
        assertFails(reason, () -> connection.observeStatuses(limit));
        assertThat(connection.isOpen()).isEqualTo(reason != Reason.TIMEOUT && reason != Reason.UNREACHABLE);
        rig.pve.heal();
        assertThat(rig.open().observeStatuses(LIMIT).readings()).hasSize(12);
    }

    @Test
    void clusterThatForgotEverythingKnowsNoStatus() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.fault("GET /cluster/resources", Fault.ALL_UNKNOWN);
        assertThat(connection.observeStatuses(LIMIT).readings())
                .hasSize(12)
                .extracting(StatusReading::status)
                .containsOnly(VmStatus.UNKNOWN);
        assertThat(connection.observe(LIMIT).vms()).hasSize(12).allSatisfy(vm -> assertThat(vm.details())
                .satisfies(details -> assertThat(details.name()).isNotBlank()));
    }

    @Test
    void definitionsThatCannotBeReadAreNamedAndTheirNodeIsNotAskedForTheRest() throws Exception {
        rig.pve.fault(CONFIG, Fault.PROXY_596);
        List<ObservedVm> vms = rig.open().observe(LIMIT).vms();
        assertThat(vms).hasSize(12).allSatisfy(vm -> {
            assertThat(vm.details()).isNull();
            assertThat(vm.error()).contains("596");
        });
        assertThat(rig.pve.count(CONFIG)).isBetween(2, 6);
    }

    @Test
    void definitionThatCannotBeReadLeavesTheOthersAlone() throws Exception {
        rig.pve.fault(CONFIG, Fault.EMPTY_500);
        List<ObservedVm> vms = rig.open().observe(LIMIT).vms();
        assertThat(vms).hasSize(12).allSatisfy(vm -> {
            boolean machine = vm.reading().externalId().startsWith("qemu/");
            assertThat(vm.details() == null).isEqualTo(machine);
            assertThat(vm.error() != null).isEqualTo(machine);
        });
    }

    @Test
    void wrongTokenIsRefusedCredentials() {
        Map<String, String> wrong = new HashMap<>(rig.credentials());
        wrong.put("token_secret", "00000000-0000-0000-0000-000000000000");
        assertFails(Reason.CREDENTIALS_REFUSED, () -> rig.open(wrong));
        assertFails(Reason.CREDENTIALS_REFUSED, () -> rig.open(Map.of()));
    }

    @Test
    void anotherCertificateIsNeverBelieved() throws Exception {
        Map<String, String> confirmed = rig.credentials();
        HypervisorConnection connection = rig.open(confirmed);
        connection.observe(LIMIT);
        connection.observeStatuses(LIMIT); // leaves a connection open
        rig.pve.certificate(Certificate.selfSigned());
        connection.observe(LIMIT); // over what is open still, where the cluster tells of the new one
        rig.pve.die();
        rig.pve.heal();
        HypervisorException refused = await().until(
                        () -> catchThrowableOfType(HypervisorException.class, () -> rig.open(confirmed)),
                        // Of several connections that broke at once, one more may be tried before a new one is made.
                        failure -> failure.reason() != Reason.UNREACHABLE);
        assertThat(refused.reason()).isEqualTo(Reason.UNTRUSTED);
        assertThat(refused).hasMessageContaining(rig.pve.fingerprint());
    }

    @Test
    void connectionThatBreaksWhenItIsUsedAgainIsMadeAnew() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        AtomicInteger asked = new AtomicInteger();
        rig.pve.faults(route -> asked.incrementAndGet() == 1 ? Fault.CUT : null);
        assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(12);
        assertThat(asked).hasValue(2);
    }

    @Test
    void selfSignedCertificateNeedsAnsweringFor() throws Exception {
        Map<String, String> unpinned = new HashMap<>(rig.credentials());
        unpinned.remove("fingerprint");
        assertFails(Reason.UNTRUSTED, () -> rig.open(unpinned));
    }

    @Test
    void readersGoOnToTheNextAddress() throws Exception {
        try (ProxmoxDouble second = rig.pve.also("pve2")) {
            Target both = new Target(8, List.of(rig.pve.address(), second.address()), rig.credentials());
            HypervisorConnection connection = rig.hypervisor.open(both, LIMIT);
            rig.pve.die();
            assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(12);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    private static HypervisorException assertFails(Reason reason, ThrowingCallable call) {
        HypervisorException thrown = catchThrowableOfType(HypervisorException.class, call);
        assertThat(thrown).isNotNull();
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
        assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
        return thrown;
    }
}
