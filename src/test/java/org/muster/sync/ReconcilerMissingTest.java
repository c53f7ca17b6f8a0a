package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.NOON;
import static org.muster.sync.Sample.many;
import static org.muster.sync.Sample.observation;
import static org.muster.sync.Sample.pass;
import static org.muster.sync.Sample.seen;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Who is missing, who is gone, and what is not believed. */
class ReconcilerMissingTest {

    private final ReconcilerRig rig = new ReconcilerRig();

    @Test
    void missingTwiceAndForTheGraceIsGone() {
        rig.full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);

        rig.full(Duration.ofMinutes(5), 10, without);
        assertThat(rig.state("u19").absence().since()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(rig.state("u19").status()).isEqualTo(VmStatus.RUNNING);
        rig.full(Duration.ofMinutes(10), 10, without);
        assertThat(rig.state("u19").isLive())
                .as("twice, but for 5 minutes only")
                .isTrue();
        Decision last = rig.full(Duration.ofMinutes(15), 10, without);
        assertThat(last.gone()).isEqualTo(1);
        assertThat(rig.state("u19").isLive()).isFalse();
        assertThat(rig.state("u19").status()).as("the last known").isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void longAbsentFromOnePassOnlyIsNotGone() {
        rig.full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        rig.full(Duration.ofMinutes(5), 10, without);
        rig.full(Duration.ofMinutes(20), 10, many(20, 10));

        rig.full(Duration.ofMinutes(40), 10, without);

        assertThat(rig.state("u19").isLive()).isTrue();
        assertThat(rig.state("u19").absence().passes()).isEqualTo(1);
    }

    @Test
    void aGoneVmThatComesBackIsItselfAgain() {
        rig.full(Duration.ZERO, 10, many(20, 10));
        long id = rig.row("u19").id();
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        for (int minute = 5; minute <= 15; minute += 5) {
            rig.full(Duration.ofMinutes(minute), 10, without);
        }
        assertThat(rig.state("u19").isLive()).isFalse();

        rig.full(Duration.ofMinutes(20), 10, many(20, 10));

        assertThat(rig.row("u19").id()).isEqualTo(id);
        assertThat(rig.state("u19").isLive()).isTrue();
        assertThat(rig.state("u19").syncError()).isNull();
    }

    @Test
    void aClockThatIsSetForwardMakesNothingGone() {
        rig.full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        rig.full(Duration.ofMinutes(5), 10, without);

        Pass jumped = pass(++rig.number, 10, NOON.plus(Duration.ofHours(1)), Duration.ofMinutes(5));
        Decision decision = rig.reconciler.full(jumped, observation(10, without), rig.known, rig.accepted);

        assertThat(decision.gone()).isZero();
        assertThat(decision.changes()).singleElement().satisfies(change -> assertThat(
                        change.after().absence().lasted())
                .isEqualTo(Duration.ofMinutes(5)));
    }

    @Test
    void aVmThatAQuickPassSeesIsMissingNoMore() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING), seen("b", 10, VmStatus.RUNNING));
        rig.full(Duration.ofMinutes(5), 10, seen("b", 10, VmStatus.RUNNING));
        assertThat(rig.state("a").absence().since()).isNotNull();

        rig.quick(Duration.ofMinutes(9), 20, VmStatus.RUNNING, "a");

        assertThat(rig.state("a").connectionId()).isEqualTo(20);
        assertThat(rig.state("a").absence()).isEqualTo(VmState.Absence.NONE);
        assertThat(rig.state("a").syncError()).isNull();
    }

    @Test
    void aQuickPassNeverMarksMissingButAsksForAFullOne() {
        rig.full(Duration.ZERO, 10, many(2, 10));

        Decision decision = rig.quick(Duration.ofSeconds(30), 10, VmStatus.RUNNING, "u0");

        assertThat(decision.changes()).isEmpty();
        assertThat(decision.wantsFull()).isTrue();
    }

    @Test
    void allLackingAtOnceIsNotBelieved() {
        rig.full(Duration.ZERO, 10, many(3, 10));

        Decision decision = rig.full(Duration.ofMinutes(5), 10);

        assertThat(decision.quarantine()).isNotNull();
        assertThat(decision.changes()).isEmpty();
    }

    @Test
    void anAcceptanceHoldsForAsManyAsWereAcceptedAndNoMore() {
        rig.full(Duration.ZERO, 10, many(10, 10));
        rig.accepted = 9;
        assertThat(rig.full(Duration.ofMinutes(5), 10).quarantine()).isNotNull();
        rig.accepted = 10;
        assertThat(rig.full(Duration.ofMinutes(5), 10).quarantine()).isNull();
        assertThat(rig.known.values())
                .allSatisfy(vm -> assertThat(vm.state().absence().since()).isNotNull());
    }

    @Test
    void fiveOrThirtyPercentMayVanishAtOnceButNotMore() {
        rig.full(Duration.ZERO, 10, many(100, 10));
        assertThat(rig.full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(100, 10), 69))
                        .quarantine())
                .isNotNull();
        assertThat(rig.full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(100, 10), 70))
                        .quarantine())
                .isNull();
        rig.known = new HashMap<>();
        rig.full(Duration.ZERO, 10, many(8, 10));
        assertThat(rig.full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(8, 10), 3))
                        .quarantine())
                .isNull();
    }
}
