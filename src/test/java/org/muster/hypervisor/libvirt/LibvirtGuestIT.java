package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Ear;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.VmEvent.Kind;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/** Real QEMU guests with the real agent: what they tell, and what happens when one of them is frozen. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LibvirtGuestIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Lab lab = Lab.started();
    private HypervisorConnection connection;
    private String well;
    private String sick;

    @BeforeEach
    void guests() throws Exception {
        lab.awaitGuests();
        lab.awaitAgent("lab-001");
        connection = lab.hypervisor().open(lab.target(), LIMIT);
        well = find("lab-000").reading().externalId();
        sick = find("lab-001").reading().externalId();
    }

    @AfterEach
    void close() {
        lab.lab("thaw-guest", "lab-001");
        connection.close();
    }

    @Test
    void guestTellsOfItself() throws Exception {
        GuestObservation guest = connection.observeGuest(sick, LIMIT);
        assertThat(guest.agent()).isEqualTo(Agent.ANSWERS);
        assertThat(guest.hostName()).isEqualTo("lab-001");
        assertThat(guest.os())
                .extracting(GuestOs::id, GuestOs::name, GuestOs::version)
                .containsExactly("tiny", "Tiny Linux", "1");
        assertThat(guest.os()).extracting(GuestOs::kernel).asString().isNotBlank();
        assertThat(guest.addresses())
                .containsExactly(new GuestAddress("52:54:00:aa:00:01", "10.99.0.3", 16, Origin.AGENT));
        assertThat(guest.users()).isEmpty();
    }

    @Test
    void guestWithoutAnswerIsSilentAndItsAddressIsTheLease() throws Exception {
        lab.lab("lease", "52:54:00:aa:00:01", "10.99.0.77");
        lab.lab("freeze-guest", "lab-001");
        GuestObservation guest = connection.observeGuest(sick, Duration.ofSeconds(5));
        assertThat(guest.agent()).isEqualTo(Agent.SILENT);
        assertThat(guest.hostName()).isNull();
        assertThat(guest.addresses())
                .containsExactly(new GuestAddress("52:54:00:aa:00:01", "10.99.0.77", 0, Origin.LEASE));
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.observeGuest(well, LIMIT).agent()).isEqualTo(Agent.ANSWERS);
    }

    @Test
    void frozenQemuLacksOnlyItsOwnFiguresAndIsNamed() throws Exception {
        Ear ear = new Ear();
        connection.listen(ear, LIMIT);
        connection.observeFigures(LIMIT);
        lab.lab("freeze-guest", "lab-001");
        assertThat(withMemory(connection)).contains(well).doesNotContain(sick);
        ear.awaitEvent(sick, Kind.HEALTH);
        assertThat(connection.isOpen()).isTrue();
        assertThat(withMemory(connection)).contains(well);
        ObservedVm one = connection.observeVm(sick, SHORT).orElseThrow();
        assertThat(one.error()).isEqualTo(Silence.ERROR);
        assertThat(one.reading().status()).isEqualTo(VmStatus.RUNNING);
        ObservedVm inTheWhole = find("lab-001");
        assertThat(inTheWhole.error()).isEqualTo(Silence.ERROR);
        assertThat(inTheWhole.reading()).isEqualTo(one.reading());
        assertThat(find("lab-000").error()).isNull();
        assertThat(connection.observeStatuses(SHORT).readings())
                .extracting(StatusReading::externalId)
                .contains(sick, well);

        lab.lab("thaw-guest", "lab-001");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(withMemory(connection)).contains(well, sick));
        ear.awaitEvent(sick, Kind.HEALTH);
        assertThat(find("lab-001").error()).isNull();
    }

    @Test
    void qemuThatWasFrozenBeforeIsNamedToo() throws Exception {
        lab.lab("freeze-guest", "lab-001");
        connection.observeFigures(TICK);
        try (HypervisorConnection later = lab.hypervisor().open(lab.target(), LIMIT)) {
            assertThat(withMemory(later)).contains(well).doesNotContain(sick);
            assertThat(later.observe(LIMIT).vms())
                    .filteredOn(vm -> vm.error() != null)
                    .extracting(vm -> vm.reading().externalId())
                    .containsExactly(sick);
        }
    }

    @Test
    void frozenQemuStopsNoFullPass() throws Exception {
        List<ObservedVm> before = connection.observe(LIMIT).vms();
        lab.lab("freeze-guest", "lab-001");
        assertThat(connection.observe(Duration.ofSeconds(8)).vms()).hasSameSizeAs(before);
        assertThat(connection.observeStatuses(SHORT).readings()).hasSameSizeAs(before);
        assertThat(connection.observeVm(sick, SHORT)).isPresent();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void bootsAndDevicesAreTold(@TempDir Path folder) throws Exception {
        Ear ear = new Ear();
        connection.listen(ear, LIMIT);
        connection.perform(new Order(VmAction.RESET, sick, LIMIT), LIMIT);
        ear.awaitEvent(sick, Kind.REBOOT);
        lab.awaitAgent("lab-001");
        connection.perform(new Order(VmAction.STOP, sick, LIMIT), LIMIT);
        ear.awaitEvent(sick, Kind.ENDED);
        connection.perform(new Order(VmAction.START, sick, LIMIT), LIMIT);
        ear.awaitEvent(sick, Kind.AGENT);
        attachRandomness(folder);
        ear.awaitEvent(sick, Kind.DEVICE);
        lab.virsh("desc", "lab-001", "--live", "--title", "another title");
        ear.awaitEvent(sick, Kind.DEVICE);
    }

    /** Until the guest stops. */
    private void attachRandomness(Path folder) throws IOException {
        Path device = Files.writeString(
                folder.resolve("rng.xml"), "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
        lab.virsh("attach-device", "lab-001", device.toString(), "--live");
    }

    private static List<String> withMemory(HypervisorConnection asked) throws HypervisorException {
        return asked.observeFigures(TICK).readings().stream()
                .filter(one -> one.memoryUsage() != null)
                .map(FigureReading::externalId)
                .toList();
    }

    private ObservedVm find(String name) throws HypervisorException {
        return connection.observe(LIMIT).vms().stream()
                .filter(vm -> vm.details() != null && vm.details().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
