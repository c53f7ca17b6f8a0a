package org.muster.hypervisor.proxmox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;
import static org.muster.hypervisor.proxmox.ProxmoxRig.find;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.Marks;

/** What a cluster notes on its guests, and how many snapshots they have. */
class ProxmoxMarksTest {

    private static final String SNAPSHOTS = "GET /nodes/{node}/qemu/{vmid}/snapshot";

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 30));

    @AfterEach
    void close() {
        rig.close();
    }

    private static @Nullable Integer snapshots(HypervisorConnection connection, String id) throws HypervisorException {
        return requireNonNull(find(connection, id).details()).snapshots();
    }

    private static Marks marks(HypervisorConnection connection, String id) throws HypervisorException {
        return connection.observeStatuses(LIMIT).readings().stream()
                .filter(reading -> reading.externalId().equals(id))
                .map(StatusReading::marks)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void poolLockAndHaStateComeWithTheListOfEveryPass() throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.change(100, guest -> guest.pool("front/web").haState("started").config("lock", "backup"));
        Marks all = new Marks("front/web", "backup", "started");

        assertThat(marks(connection, "qemu/100")).isEqualTo(all);
        assertThat(find(connection, "qemu/100").reading().marks()).isEqualTo(all);
        assertThat(marks(connection, "lxc/109")).isEqualTo(Marks.NONE);

        rig.pve.change(100, guest -> guest.config("lock", null));
        assertThat(marks(connection, "qemu/100")).isEqualTo(new Marks("front/web", null, "started"));
    }

    @Test
    void oneGuestAloneHasTheMarksAndSnapshotsThatItHasInTheWhole() throws Exception {
        HypervisorConnection connection = rig.open();
        rig.pve.change(100, guest -> guest.pool("front")
                .haState("error")
                .config("lock", "migrate")
                .snapshot("before", "", 1));
        var whole = find(connection, "qemu/100");

        assertThat(connection.observeVm("qemu/100", LIMIT)).contains(whole);
        assertThat(whole.reading().marks()).isEqualTo(new Marks("front", "migrate", "error"));
    }

    @Test
    void snapshotsAreCountedWithoutTheGuestAsItIsNow() throws Exception {
        rig.pve.change(100, guest -> guest.snapshot("a", "", 1).snapshot("b", "", 2));
        HypervisorConnection connection = rig.open();

        assertThat(snapshots(connection, "qemu/100")).isEqualTo(2);
        assertThat(snapshots(connection, "qemu/101")).isZero();
        assertThat(snapshots(connection, "lxc/109")).isZero();
        assertThat(rig.pve.mostAtOnce("pve1")).isLessThanOrEqualTo(3);
    }

    @Test
    void aCountThatCannotBeHadIsNotKnownAndIsNoFailure() throws Exception {
        rig.pve.fault(SNAPSHOTS, Fault.EMPTY_500);
        HypervisorConnection connection = rig.open();

        assertThat(snapshots(connection, "qemu/100")).isNull();
        assertThat(find(connection, "qemu/100").error()).isNull();
        rig.pve.heal();
        assertThat(snapshots(connection, "qemu/100")).isZero();
    }

    @Test
    void aListThatLacksTheGuestItselfIsNoListOfNone() throws Exception {
        rig.pve.fault(SNAPSHOTS, Fault.EMPTY_LIST);

        assertThat(snapshots(rig.open(), "qemu/100")).isNull();
    }

    @Test
    void snapshotsAreReadAgainWithADefinitionThatChangedAndForgottenWithTheGuest() throws Exception {
        HypervisorConnection connection = rig.open();
        connection.observe(LIMIT);
        rig.pve.forget();
        rig.pve.change(100, guest -> guest.snapshot("a", "", 1));
        connection.observe(LIMIT);
        assertThat(rig.pve.count(SNAPSHOTS)).isZero();

        rig.pve.change(100, guest -> guest.config("name", "renamed"));
        assertThat(snapshots(connection, "qemu/100")).isEqualTo(1);
        assertThat(rig.pve.count(SNAPSHOTS)).isEqualTo(1);

        rig.pve.fault(SNAPSHOTS, Fault.EMPTY_500);
        rig.pve.change(100, guest -> guest.newIdentity().config("name", "another"));
        assertThat(snapshots(connection, "qemu/100")).isNull();
    }

    @Test
    void passReadsAHundredSnapshotListsOfANodeThoseOfGuestsThatHaveSomeFirst() throws Exception {
        try (ProxmoxRig large = new ProxmoxRig(Fleet.of(1, 130))) {
            large.pve.change(228, guest -> guest.config("parent", "a").snapshot("a", "", 1));
            HypervisorConnection connection = large.open();

            assertThat(snapshots(connection, "qemu/228")).isEqualTo(1);
            long unknown = connection.observe(LIMIT).vms().stream()
                    .filter(vm -> requireNonNull(vm.details()).snapshots() == null)
                    .count();
            assertThat(unknown).isZero(); // the second pass read the other 30
            assertThat(large.pve.count(SNAPSHOTS) + large.pve.count(SNAPSHOTS.replace("qemu", "lxc")))
                    .isEqualTo(130);
        }
    }
}
