package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Rule 5: where a VM is while it migrates, and when that goes wrong. A VM moves by the word of where it goes to alone. */
class MigrationTest {

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private String id;

    /** A VM of host 1 that is being sent to host 2, which shows it as active too. */
    @BeforeEach
    void migrate() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=40", 2);
        rig.full(1);
        rig.full(2);
        id = rig.any(1, VmStatus.RUNNING).state().externalId();
        rig.fleet.copy(id, 1, 2);
        rig.quick(2);
        assertThat(state().rival()).isNotNull();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private VmState state() {
        return rig.row(id).state();
    }

    private int host() {
        return state().connectionId() == rig.source(1).connection().id() ? 1 : 2;
    }

    private void failsAt(int host) {
        assertThat(rig.quick(host).outcome().error()).isNotNull();
    }

    @Test
    void aVmThatStopsWhereItIsDoesNotRunOnATargetThatHangs() {
        rig.fleet.faults().hang(2);
        failsAt(2);
        rig.fleet.order(1, id, VmAction.STOP);

        rig.quick(1);

        assertThat(host()).isEqualTo(1);
        assertThat(state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void norIfNobodyHasNoticedYetThatItHangs() {
        rig.fleet.faults().hang(2);
        rig.fleet.order(1, id, VmAction.STOP);

        rig.quick(1);
        assertThat(host()).isEqualTo(1);
        failsAt(2);
        rig.quick(1);

        assertThat(host()).isEqualTo(1);
        assertThat(state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void aTargetThatIsBackTellsThatItRunsThereAfterAll() {
        rig.fleet.faults().refuse(2);
        failsAt(2);
        rig.fleet.order(1, id, VmAction.STOP);
        rig.quick(1);
        rig.fleet.faults().heal(2);

        rig.quick(2);

        assertThat(host()).isEqualTo(2);
        assertThat(state().status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aTargetThatLacksItByNowIsFollowedNoMore() {
        rig.fleet.remove(2, id);
        rig.fleet.order(1, id, VmAction.STOP);
        rig.quick(1);
        assertThat(host()).isEqualTo(1);

        assertThat(rig.quick(2).wantsFull()).isTrue();
        rig.full(2);
        rig.quick(1);

        assertThat(state().rival()).isNull();
        assertThat(host()).isEqualTo(1);
        assertThat(state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void whileItMovesNothingOfItIsLost() {
        Vm before = rig.row(id);
        rig.fleet.order(1, id, VmAction.STOP);

        rig.quick(1);
        assertThat(state().status()).isEqualTo(VmStatus.RUNNING);
        rig.quick(2);

        assertThat(host()).isEqualTo(2);
        assertThat(rig.row(id).id()).isEqualTo(before.id());
        assertThat(state().status()).isEqualTo(VmStatus.RUNNING);
        assertThat(state().details()).isEqualTo(before.state().details());
        assertThat(state().startedAt()).isEqualTo(before.state().startedAt());
        assertThat(state().rival()).isNull();
    }

    @Test
    void whatRunsAgainWhereItWasStaysThere() {
        rig.fleet.order(1, id, VmAction.STOP);
        rig.quick(1);
        rig.fleet.order(1, id, VmAction.START);
        rig.clock.forward(Duration.ofMinutes(2));

        rig.quick(1);
        rig.quick(2);

        assertThat(host()).isEqualTo(1);
        assertThat(state().status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aVmThatIsNeitherWhereItWasNorOnADeadTargetIsMissing() {
        rig.fleet.faults().refuse(2);
        failsAt(2);
        rig.fleet.remove(1, id);

        rig.full(1);

        assertThat(host()).isEqualTo(1);
        assertThat(state().absence().since()).isNotNull();
        rig.fleet.faults().heal(2);
        rig.full(2);
        assertThat(host()).isEqualTo(2);
        assertThat(state().absence()).isEqualTo(VmState.Absence.NONE);
    }

    @Test
    void theTargetIsAskedAtOnceWhenItIsDownWhereItWas() {
        EventLoop events = rig.events();
        events.start();
        rig.fleet.order(1, id, VmAction.STOP);

        rig.quick(1);

        await().untilAsserted(() -> assertThat(host()).isEqualTo(2));
        events.stop();
    }

    @Test
    void andTheSourceAgainIfItIsNotOnTheTarget() {
        EventLoop events = rig.events();
        events.start();
        rig.fleet.remove(2, id);
        rig.fleet.order(1, id, VmAction.STOP);

        rig.quick(1);

        await().untilAsserted(() -> assertThat(state().status()).isEqualTo(VmStatus.STOPPED));
        assertThat(host()).isEqualTo(1);
        events.stop();
    }
}
