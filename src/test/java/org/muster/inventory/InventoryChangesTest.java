package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.inventory.InventoryRig.EVA;
import static org.muster.inventory.InventoryRig.FRESH;
import static org.muster.inventory.InventoryRig.NOW;
import static org.muster.inventory.InventoryRig.query;
import static org.muster.inventory.InventoryRig.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What readers see as rows and grants change. */
class InventoryChangesTest {

    private final InventoryRig vms = new InventoryRig();

    @Test
    void aViewerSeesOnlyWhatIsGranted() {
        long id = vms.vm("u2").id();
        assertThat(vms.inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 9).total())
                .isZero();
        vms.grant(id, "user:7");

        assertThat(vms.inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 9).vms())
                .singleElement()
                .satisfies(vm -> assertThat(vm.id()).isEqualTo(id));
        assertThat(vms.inventory.find(id, EVA)).isPresent();
        assertThat(vms.inventory.find(vms.vm("u1").id(), EVA)).isEmpty();
        assertThat(vms.inventory.byVmid(vms.vm("u1").id(), null, EVA)).isEmpty();
        assertThat(vms.inventory.counts(EVA, FRESH).total()).isEqualTo(1);
        assertThat(vms.inventory.ids(VmQuery.EVERYTHING, EVA, FRESH)).containsExactly(id);
    }

    @Test
    void hostsAreCountedByWhatTheViewerSees() {
        long id = vms.vm("u2").id();
        vms.grant(id, "user:7");
        vms.change("u3", vms.vm("u3").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        assertThat(vms.inventory.countsByHost(Viewer.ALL))
                .isEqualTo(Map.of(new Inventory.Place(1, "host-10"), 1L, new Inventory.Place(1, "host-20"), 1L));
        assertThat(vms.inventory.countsByHost(EVA)).isEqualTo(Map.of(new Inventory.Place(1, "host-20"), 1L));
    }

    @Test
    void sinceTellsWhatChangedAndWhatIsGone() {
        long before = vms.inventory.revision();
        assertThat(vms.inventory
                        .since(before, VmQuery.EVERYTHING, Viewer.ALL, FRESH)
                        .vms())
                .isEmpty();
        vms.change("u1", state("u1", "Web-Server", VmStatus.PAUSED, 10, "10.0.0.5", "web", "prod"));
        vms.change("u2", vms.vm("u2").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        VmChanges changes = vms.inventory.since(before, VmQuery.EVERYTHING, Viewer.ALL, FRESH);

        assertThat(changes.vms()).extracting(vm -> vm.state().externalId()).containsExactly("u1");
        assertThat(changes.gone()).containsExactly(vms.vm("u2").id());
        assertThat(changes.revision()).isEqualTo(vms.inventory.revision());
        assertThat(vms.inventory
                        .since(before, query(q -> q.statuses = Set.of(VmStatus.RUNNING)), Viewer.ALL, FRESH)
                        .gone())
                .as("a row that left the filter")
                .containsExactlyInAnyOrder(vms.vm("u1").id(), vms.vm("u2").id());
    }

    @Test
    void sinceTellsOfVisibilityWonAndLost() {
        long id = vms.vm("u1").id();
        long before = vms.inventory.revision();
        vms.grant(id, "user:7");
        VmChanges won = vms.inventory.since(before, VmQuery.EVERYTHING, EVA, FRESH);
        vms.revoke(id, "user:7");
        VmChanges lost = vms.inventory.since(won.revision(), VmQuery.EVERYTHING, EVA, FRESH);

        assertThat(won.vms()).extracting(Vm::id).containsExactly(id);
        assertThat(lost.vms()).isEmpty();
        assertThat(lost.gone()).containsExactly(id);
    }

    @Test
    void aPageReadAgainIsAsTheTableIsNow() {
        VmPage before = vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        assertThat(vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2))
                .as("nothing moved")
                .isSameAs(before);
        vms.write(List.of(new Figures.Figure("u1", 12.5, null, null)));
        VmPage figures = vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        vms.change("u2", vms.vm("u2").state().withError("unreadable"));
        VmPage row = vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);

        assertThat(figures.vms().get(1).cpuUsage()).isEqualTo(12.5);
        assertThat(figures.revision()).isEqualTo(before.revision());
        assertThat(row.vms().get(0).state().syncError()).isEqualTo("unreadable");
        assertThat(vms.inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 2).vms())
                .as("another's page")
                .isEmpty();
        assertThat(vms.inventory
                        .list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 2, 2)
                        .vms())
                .as("another page")
                .hasSize(1);
    }

    @Test
    void theTotalFollowsWhateverComesGoesAndChanges() {
        VmQuery all = query(q -> {});
        VmQuery running = query(q -> q.statuses = Set.of(VmStatus.RUNNING));
        long id = vms.vm("u1").id();
        vms.grant(id, "user:7");
        assertThat(vms.total(Viewer.ALL, all)).isEqualTo(3);
        assertThat(vms.total(EVA, all)).isEqualTo(1);
        assertThat(vms.total(Viewer.ALL, running)).isEqualTo(1);

        vms.write(new Change.Added(state("u4", "new", VmStatus.RUNNING, 10, null)));
        assertThat(vms.total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(vms.total(Viewer.ALL, running)).isEqualTo(2);

        vms.change("u4", vms.vm("u4").state().withStatus(VmStatus.STOPPED, "shutoff", null));
        assertThat(vms.total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(vms.total(Viewer.ALL, running)).isEqualTo(1);

        VmState gone = vms.vm("u1").state().withAbsence(new VmState.Absence(2, NOW, Duration.ofMinutes(10), NOW));
        vms.change("u1", gone);
        assertThat(vms.total(Viewer.ALL, all)).isEqualTo(3);
        assertThat(vms.total(EVA, all)).isZero();

        vms.change("u1", gone.withAbsence(VmState.Absence.NONE));
        assertThat(vms.total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(vms.total(EVA, all)).isEqualTo(1);
    }
}
