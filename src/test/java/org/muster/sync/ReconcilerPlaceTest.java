package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.many;
import static org.muster.sync.Sample.seen;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Where a VM is that several hosts know. */
class ReconcilerPlaceTest {

    private final ReconcilerRig rig = new ReconcilerRig();

    @Test
    void aMigratedVmKeepsItsRowAndADefinitionLeftBehindIsNoSecondVm() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        long id = rig.row("a").id();

        rig.full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));
        rig.full(Duration.ofSeconds(20), 10, seen("a", 10, VmStatus.STOPPED));
        rig.full(Duration.ofSeconds(30), 20, seen("a", 20, VmStatus.RUNNING));
        rig.full(Duration.ofSeconds(40), 10, seen("a", 10, VmStatus.STOPPED));

        assertThat(rig.known).hasSize(1);
        assertThat(rig.row("a").id()).isEqualTo(id);
        assertThat(rig.state("a").node()).isEqualTo("host-20");
        assertThat(rig.state("a").status()).isEqualTo(VmStatus.RUNNING);
        assertThat(rig.state("a").syncError()).isNull();
    }

    @Test
    void aStoppedVmThatStartsOnAnotherHostIsThereAtOnce() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));

        rig.full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(rig.state("a").node()).isEqualTo("host-20");
        assertThat(rig.state("a").status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void twoActiveForTwoFullPassesAreOneRowWithAnError() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        rig.full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));
        assertThat(rig.state("a").syncError()).isNull();

        rig.full(Duration.ofSeconds(20), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(rig.known).hasSize(1);
        assertThat(rig.state("a").node()).isEqualTo("host-10");
        assertThat(rig.state("a").syncError()).isEqualTo("also running on host-20");
        assertThat(rig.full(Duration.ofSeconds(30), 10, seen("a", 10, VmStatus.RUNNING))
                        .changes())
                .as("no flip-flop")
                .isEmpty();
        rig.full(Duration.ofSeconds(40), 20, seen("a", 20, VmStatus.STOPPED));
        assertThat(rig.state("a").syncError()).isNull();
    }

    @Test
    void aVmThatLeftForItsRivalIsNotMissing() {
        rig.full(Duration.ZERO, 10, many(10, 10));
        rig.full(Duration.ofSeconds(10), 20, seen("u9", 20, VmStatus.RUNNING));

        Decision decision = rig.full(Duration.ofSeconds(20), 10, Arrays.copyOf(many(10, 10), 9));

        assertThat(decision.quarantine()).isNull();
        assertThat(rig.state("u9").absence()).isEqualTo(VmState.Absence.NONE);
        rig.full(Duration.ofSeconds(30), 20, seen("u9", 20, VmStatus.RUNNING));
        assertThat(rig.state("u9").node()).isEqualTo("host-20");
    }
}
