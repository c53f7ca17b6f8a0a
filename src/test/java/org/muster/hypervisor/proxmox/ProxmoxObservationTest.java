package org.muster.hypervisor.proxmox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;
import static org.muster.hypervisor.proxmox.ProxmoxRig.find;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedCluster;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.Nic;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;

class ProxmoxObservationTest {

    private static final String LIST = "GET /cluster/resources";
    private static final String STATUS = "GET /cluster/status";
    private static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 30));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyGuestIsListedWithDetailsAndItsNode() throws Exception {
        Observation seen = rig.open().observe(LIMIT);
        assertThat(seen.vms()).hasSize(30).allSatisfy(vm -> {
            assertThat(vm.error()).isNull();
            assertThat(vm.details()).isNotNull();
        });
        assertThat(seen.hosts()).extracting(ObservedHost::name).containsExactlyInAnyOrder("pve1", "pve2");
        assertThat(seen.hosts()).allSatisfy(host -> {
            assertThat(host.online()).isTrue();
            assertThat(host.version()).isEqualTo("9.2.11");
            assertThat(host.memoryMib()).isPositive();
        });
    }

    @Test
    void machineIsDescribedByItsConfiguration() throws Exception {
        rig.pve.change(100, guest -> guest.config("tags", "prod;web")
                .config("description", "<script>alert(1)</script>\nfront end")
                .config("onboot", "1")
                .config("sata0", "local:iso/debian.iso,media=cdrom,size=600M")
                .config("virtio1", "local:100/vm-100-disk-1.raw,size=512M"));
        VmDetails machine = requireNonNull(find(rig.open(), "qemu/100").details());
        assertThat(machine.name()).isEqualTo("vm-100");
        assertThat(machine.vmid()).isEqualTo(100);
        assertThat(machine.type()).isEqualTo(VmType.QEMU);
        assertThat(machine.category()).isEqualTo(VmCategory.LINUX);
        assertThat(machine.uuid()).matches("[0-9a-f-]{36}");
        assertThat(machine.memoryMib()).isEqualTo(2048);
        assertThat(machine.cores()).isEqualTo(2);
        assertThat(machine.diskBytes()).isEqualTo((32L << 30) + (512L << 20));
        assertThat(machine.tags()).containsExactly("prod", "web");
        assertThat(machine.autostart()).isTrue();
        assertThat(machine.description()).isEqualTo("<script>alert(1)</script>\nfront end");
        assertThat(machine.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.model()).isEqualTo("virtio");
            assertThat(nic.network()).isEqualTo("vmbr0");
            assertThat(nic.mac()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        });
    }

    @Test
    void containerIsDescribedByItsConfiguration() throws Exception {
        VmDetails container = requireNonNull(find(rig.open(), "lxc/109").details());
        assertThat(container.name()).isEqualTo("ct-109");
        assertThat(container.type()).isEqualTo(VmType.LXC);
        assertThat(container.category()).isEqualTo(VmCategory.LINUX);
        assertThat(container.uuid()).isNull();
        assertThat(container.memoryMib()).isEqualTo(512);
        assertThat(container.cores()).isEqualTo(1);
        assertThat(container.diskBytes()).isEqualTo(8L << 30);
        assertThat(container.nics()).extracting(Nic::model).containsExactly("veth");
    }

    @Test
    void quickPassIsOneRequestWithStatusesAndFigures() throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.forget();
        assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(30);
        assertThat(connection.observeFigures(LIMIT).readings()).hasSize(20).allSatisfy(figure -> {
            assertThat(figure.uptimeSeconds()).isNotNull();
            assertThat(figure.memoryUsage()).isBetween(0.0, 100.0);
        });
        assertThat(rig.pve.requests()).containsOnlyKeys(LIST).containsEntry(LIST, 1);
    }

    @Test
    void onlyChangedDefinitionsAreReadAgain() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.forget();
        connection.observe(LIMIT);
        assertThat(rig.pve.count(CONFIG)).isZero();
        rig.pve.change(100, guest -> guest.config("name", "renamed"));
        VmDetails renamed = requireNonNull(find(connection, "qemu/100").details());
        assertThat(renamed.name()).isEqualTo("renamed");
        assertThat(rig.pve.count(CONFIG)).isEqualTo(1);
    }

    @Test
    void nodeIsAskedThreeThingsAtOnceAtMost() throws Exception {
        rig.open().observe(LIMIT);
        assertThat(rig.pve.mostAtOnce("pve1")).isLessThanOrEqualTo(3);
        assertThat(rig.pve.mostAtOnce("pve2")).isLessThanOrEqualTo(3);
    }

    @Test
    void statusWordsAreTranslated() throws Exception {
        rig.pve.change(100, guest -> guest.status("paused"));
        rig.pve.change(101, guest -> guest.status("io-error"));
        rig.pve.change(103, guest -> guest.status("guest-panicked"));
        rig.pve.change(104, guest -> guest.status("suspended"));
        List<StatusReading> seen = rig.open().observeStatuses(LIMIT).readings();
        assertThat(seen)
                .filteredOn(at("qemu/100"))
                .extracting(StatusReading::status)
                .containsExactly(VmStatus.PAUSED);
        assertThat(seen)
                .filteredOn(at("qemu/101"))
                .extracting(StatusReading::detail)
                .containsExactly("io-error");
        assertThat(seen)
                .filteredOn(at("qemu/103"))
                .extracting(StatusReading::status)
                .containsExactly(VmStatus.CRASHED);
        assertThat(seen)
                .filteredOn(at("qemu/104"))
                .extracting(StatusReading::status)
                .containsExactly(VmStatus.SUSPENDED);
    }

    @Test
    void oneGuestIsObservedAsInTheWhole() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.change(100, guest -> guest.status("paused"));
        for (String id : List.of("qemu/100", "qemu/102", "lxc/109")) {
            assertThat(connection.observeVm(id, LIMIT)).contains(find(connection, id));
        }
        assertThat(connection.observeVm("qemu/999", LIMIT)).isEmpty();
        assertThat(connection.observeVm("qemu/100/../101", LIMIT)).isEmpty();
    }

    @Test
    void guestsOfANodeThatIsOfflineAreUnknownAndItsOwnFailureAlone() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.offline("pve2");
        Observation seen = connection.observe(LIMIT);
        assertThat(seen.vms()).hasSize(30);
        assertThat(seen.hosts())
                .filteredOn(host -> !host.online())
                .extracting(ObservedHost::name)
                .containsExactly("pve2");
        assertThat(seen.vms()).allSatisfy(vm -> {
            boolean lost = vm.reading().host().equals("pve2");
            assertThat(vm.reading().status() == VmStatus.UNKNOWN).isEqualTo(lost);
            assertThat(vm.details()).isNotNull();
        });
    }

    @Test
    void clusterTellsItsNameAndWhetherItHasAQuorum() throws Exception {
        HypervisorConnection connection = rig.open();
        assertThat(connection.observe(LIMIT).cluster()).isEqualTo(new ObservedCluster("lab", true));
        rig.pve.offline("pve2");
        assertThat(connection.observe(LIMIT).cluster()).isEqualTo(new ObservedCluster("lab", false));
    }

    @Test
    void statusOfTheClusterIsOptionalAndCounted() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        Observation well = connection.observe(LIMIT);
        rig.pve.fault(STATUS, Fault.EMPTY_500);
        Observation without = connection.observe(LIMIT);
        assertThat(without.cluster()).isNull();
        assertThat(without.vms()).isEqualTo(well.vms());
        assertThat(without.calls()).isEqualTo(well.calls()).isEqualTo(3); // the list, the nodes, and this
        rig.pve.fault(STATUS, Fault.EMPTY_LIST);
        assertThat(connection.observe(LIMIT).cluster()).isNull();
    }

    @Test
    void hostThatIsInNoClusterTellsNoName() throws Exception {
        try (ProxmoxRig alone = new ProxmoxRig(Fleet.of(1, 3).cluster(null))) {
            assertThat(alone.open().observe(LIMIT).cluster()).isEqualTo(new ObservedCluster(null, true));
        }
    }

    private static Predicate<StatusReading> at(String id) {
        return reading -> reading.externalId().equals(id);
    }
}
