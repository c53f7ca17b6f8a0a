package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.inventory.InventoryRig.NOW;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CPU and memory use of rows. */
class FiguresTest {

    private final InventoryRig vms = new InventoryRig();

    @Test
    void figuresMoveNoRevision() {
        long before = vms.inventory.revision();
        Vm vm = vms.vm("u1");
        vms.write(List.of(new Figures.Figure("u1", 12.5, 50.0, NOW.minusSeconds(60))));

        assertThat(vms.vm("u1").cpuUsage()).isEqualTo(12.5);
        assertThat(vms.vm("u1").memoryUsage()).isEqualTo(50.0);
        assertThat(vms.vm("u1").uptimeSeconds(NOW)).isEqualTo(60);
        assertThat(vms.vm("u1").revision()).isEqualTo(vm.revision());
        assertThat(vms.inventory.revision()).isEqualTo(before);
    }

    @Test
    void onlyFiguresThatDifferAreWritten() {
        List<Figures.Figure> seen = List.of(new Figures.Figure("u1", 12.5, null, NOW.minusSeconds(60)));
        List<Figures.Figure> again = List.of(new Figures.Figure("u1", 12.5, null, NOW.minusSeconds(61)));
        List<Figures.Figure> other = List.of(new Figures.Figure("u1", 12.6, null, NOW.minusSeconds(10)));

        assertThat(vms.write(seen)).as("figures, and when it started").isEqualTo(2);
        assertThat(vms.write(again)).isZero();
        assertThat(vms.write(other)).isEqualTo(2);
        assertThat(vms.write(List.of(new Figures.Figure("unheard-of", 1.0, 1.0, null))))
                .isZero();
        assertThat(vms.vm("u1").cpuUsage()).isEqualTo(12.6);
        assertThat(vms.vm("u1").uptimeSeconds(NOW)).isEqualTo(10);
    }

    @Test
    void rowsThatAreKeptNeedNotBeReadAgain() {
        figuresMoveNoRevision();
        PlacedVms rows = vms.placed();

        assertThat(vms.write(List.of(new Figures.Figure("u1", 12.5, 50.0, NOW.minusSeconds(60))), rows))
                .isZero();
        assertThat(vms.write(List.of(new Figures.Figure("u1", 13.0, null, NOW.minusSeconds(10))), rows))
                .isEqualTo(2);
        assertThat(vms.vm("u1").cpuUsage()).isEqualTo(13.0);
        assertThat(vms.vm("u1").memoryUsage()).isNull();
        assertThat(vms.vm("u1").uptimeSeconds(NOW)).isEqualTo(10);
    }

    @Test
    void firstFiguresAreWrittenWhateverRowsAreKept() {
        PlacedVms rows = vms.placed();

        assertThat(vms.write(List.of(new Figures.Figure("u1", 12.5, 50.0, null)), rows))
                .isOne();
        assertThat(vms.write(List.of(new Figures.Figure("u1", 14.0, 50.0, null)), rows))
                .isOne();

        assertThat(vms.vm("u1").cpuUsage()).isEqualTo(14.0);
    }

    @Test
    void whatStopsHasNoFigures() {
        figuresMoveNoRevision();
        vms.change("u1", vms.vm("u1").state().withStatus(VmStatus.STOPPED, "shutoff", null));

        assertThat(vms.vm("u1").cpuUsage()).isNull();
        assertThat(vms.vm("u1").memoryUsage()).isNull();
        assertThat(vms.vm("u1").uptimeSeconds(NOW)).isZero();
    }
}
