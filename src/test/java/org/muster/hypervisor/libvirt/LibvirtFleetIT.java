package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Ear;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Nic;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;

/** The adapter and 10,000 domains of libvirt's mock driver behind a real daemon. */
class LibvirtFleetIT {

    private static final int FLEET = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHANGED = "00000000-0000-4000-8000-00000000000b";

    private static Lab lab;
    private static LibvirtHypervisor hypervisor;

    private final List<HypervisorConnection> opened = new ArrayList<>();

    @BeforeAll
    static void fleet() {
        lab = Lab.started();
        hypervisor = lab.hypervisor();
        lab.lab("heal");
        lab.lab("fleet", String.valueOf(FLEET));
    }

    @AfterEach
    void closeConnections() {
        opened.forEach(HypervisorConnection::close);
    }

    @Test
    void fullObservationHasEveryDomain() throws Exception {
        Observation seen = open().observe(LIMIT);
        assertThat(mock(seen.vms())).hasSize(FLEET).allSatisfy(vm -> {
            VmDetails details = Objects.requireNonNull(vm.details());
            int number = Integer.parseInt(details.name().substring(2));
            assertThat(vm.reading().externalId()).isEqualTo(String.format("00000000-0000-4000-8000-%012x", number));
            assertThat(vm.reading().status()).isEqualTo(number % 10 == 0 ? VmStatus.STOPPED : VmStatus.RUNNING);
            assertThat(details.memoryMib()).isEqualTo(64);
            assertThat(details.cores()).isEqualTo(2);
            assertThat(details.nics()).extracting(Nic::network).containsExactly("default");
        });
        assertThat(seen.vms()).extracting(vm -> vm.reading().externalId()).doesNotHaveDuplicates();
    }

    @Test
    void statusesOfAllAreOneCall() throws Exception {
        HypervisorConnection connection = open();
        StatusObservation seen = connection.observeStatuses(LIMIT);
        assertThat(seen.calls()).isEqualTo(1);
        assertThat(seen.readings())
                .containsExactlyInAnyOrderElementsOf(connection.observe(LIMIT).vms().stream()
                        .map(ObservedVm::reading)
                        .toList());
    }

    @Test
    void aChangeAmongAllIsSeen() throws Exception {
        HypervisorConnection connection = open();
        lab.fleetVirsh("suspend", "vm00011");
        try {
            assertThat(status(connection)).isEqualTo(VmStatus.PAUSED);
        } finally {
            lab.fleetVirsh("resume", "vm00011");
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(status(connection)).isEqualTo(VmStatus.RUNNING));
    }

    @Test
    void vmUndefinedDuringThePassIsLeftOut(@TempDir Path folder) throws Exception {
        StringBuilder define = new StringBuilder();
        StringBuilder undefine = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            Path file = folder.resolve(i + ".xml");
            Files.writeString(
                    file,
                    "<domain type='test'><name>brief" + i
                            + "</name><memory>1024</memory><os><type>hvm</type></os></domain>");
            define.append("define ").append(file).append(';');
            undefine.append("undefine brief").append(i).append(';');
        }
        HypervisorConnection connection = open();
        lab.fleetVirsh(define.toString());
        CompletableFuture<String> undefined = CompletableFuture.supplyAsync(() -> lab.fleetVirsh(undefine.toString()));
        do {
            assertThat(connection.observe(LIMIT).vms())
                    .hasSizeGreaterThanOrEqualTo(FLEET)
                    .allSatisfy(vm -> assertThat(vm.error()).isNull());
        } while (!undefined.isDone());
        assertThat(mock(connection.observe(LIMIT).vms())).hasSize(FLEET);
    }

    @Test
    void sourceWithoutBulkFiguresHasNone() throws Exception {
        assertThat(open().observeFigures(LIMIT)).isEqualTo(FigureObservation.NONE);
    }

    /** The mock driver makes up an ARP table. */
    @Test
    void guestWithoutAgentIsFoundByArp() throws Exception {
        GuestObservation guest = open().observeGuest(CHANGED, LIMIT);
        assertThat(guest.agent()).isEqualTo(GuestObservation.Agent.NONE);
        assertThat(guest.addresses()).singleElement().satisfies(address -> {
            assertThat(address.mac()).isEqualTo("52:54:00:00:00:0b");
            assertThat(address.address()).startsWith("192.168.122.");
            assertThat(address.prefix()).isEqualTo(24);
            assertThat(address.origin()).isEqualTo(GuestObservation.Origin.ARP);
        });
    }

    @Test
    void manyAreObservedAtOnce() throws Exception {
        HypervisorConnection connection = open();
        List<String> ids = IntStream.range(0, 300)
                .mapToObj(i -> String.format("00000000-0000-4000-8000-%012x", i * 7))
                .toList();
        assertThat(connection.observeVms(ids, LIMIT).vms())
                .containsExactlyInAnyOrderElementsOf(connection.observe(LIMIT).vms().stream()
                        .filter(vm -> ids.contains(vm.reading().externalId()))
                        .toList());
    }

    @Test
    void burstOfChangesIsToldInFull() throws Exception {
        HypervisorConnection connection = open();
        Ear ear = new Ear();
        connection.listen(ear, LIMIT);
        StringBuilder burst = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            burst.append(String.format("%s vm%05d;", "suspend", i * 10 + 1));
        }
        lab.fleetVirsh(burst.toString());
        try {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(ear.events()).hasSize(500));
        } finally {
            lab.fleetVirsh(burst.toString().replace("suspend", "resume"));
        }
    }

    private static VmStatus status(HypervisorConnection connection) throws HypervisorException {
        return connection.observeStatuses(LIMIT).readings().stream()
                .filter(one -> one.externalId().equals(CHANGED))
                .map(StatusReading::status)
                .findFirst()
                .orElseThrow();
    }

    /** Without the one domain that the driver has of itself. */
    private static List<ObservedVm> mock(List<ObservedVm> vms) {
        return vms.stream()
                .filter(vm -> vm.reading().externalId().startsWith("00000000-"))
                .toList();
    }

    private HypervisorConnection open() throws HypervisorException {
        HypervisorConnection connection = hypervisor.open(lab.fleetTarget(), LIMIT);
        opened.add(connection);
        return connection;
    }
}
