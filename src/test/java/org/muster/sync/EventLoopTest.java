package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.demo.DemoEventFault;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What a source tells reaches the rows without any timer. */
class EventLoopTest {

    private static final int VMS = 40;

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private EventLoop events;

    @BeforeEach
    void listenAndObserve() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=" + VMS, 2);
        events = rig.events();
        events.start();
        rig.full(1);
        rig.full(2);
    }

    @AfterEach
    void close() {
        events.stop();
        rig.close();
    }

    private List<Vm> on(int host) {
        long connection = rig.source(host).connection().id();
        return rig.rows().stream()
                .filter(vm -> vm.state().connectionId() == connection)
                .toList();
    }

    private void suspendBehindOurBack(Vm vm) throws Exception {
        rig.sources.ask(vm.state().connectionId(), connection -> {
            connection.perform(
                    new Order(VmAction.SUSPEND, vm.state().externalId(), Duration.ofSeconds(1)), Duration.ofSeconds(1));
            return true;
        });
    }

    private VmState now(Vm vm) {
        return rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow().state();
    }

    @Test
    void aChangeThatTheSourceTellsReachesTheRow() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);

        suspendBehindOurBack(vm);

        await().untilAsserted(() -> assertThat(now(vm).status()).isEqualTo(VmStatus.PAUSED));
    }

    @Test
    void theLastVmOfAHostThatIsUndefinedIsMissingAndFreezesNothing() {
        List<Vm> all = on(1);

        all.forEach(vm -> rig.fleet.remove(1, vm.state().externalId()));

        await().untilAsserted(() -> assertThat(all)
                .allSatisfy(vm -> assertThat(now(vm).absence().since()).isNotNull()));
        rig.clock.forward(Duration.ofMinutes(5));
        rig.full(1);
        assertThat(rig.quarantines.all()).isEmpty();
        rig.clock.forward(Duration.ofMinutes(5));
        rig.full(1);
        assertThat(on(1)).as("for 5 minutes, as far as full passes tell").hasSameSizeAs(all);
        rig.clock.forward(Duration.ofMinutes(5));
        rig.full(1);
        assertThat(on(1)).as("gone after the usual grace").isEmpty();
    }

    @Test
    void aVmThatMigratesIsAtOnceWhereItIsActive() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        String id = vm.state().externalId();
        long target = rig.source(2).connection().id();

        rig.fleet.copy(id, 1, 2);
        await().untilAsserted(() -> assertThat(now(vm).rival()).isNotNull());
        assertThat(now(vm).connectionId()).isNotEqualTo(target);
        rig.fleet.remove(1, id);

        await().untilAsserted(() -> assertThat(now(vm).connectionId()).isEqualTo(target));
        assertThat(now(vm).rival()).isNull();
        assertThat(now(vm).absence()).isEqualTo(VmState.Absence.NONE);
        assertThat(now(vm).status()).isEqualTo(VmStatus.RUNNING);
        assertThat(rig.rows()).hasSize(VMS);
    }

    @Test
    void aMigrationThatFailsLeavesNoRival() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        String id = vm.state().externalId();
        long source = rig.source(1).connection().id();

        rig.fleet.copy(id, 1, 2);
        await().untilAsserted(() -> assertThat(now(vm).rival()).isNotNull());
        rig.fleet.remove(2, id);

        await().untilAsserted(() -> assertThat(now(vm).rival()).isNull());
        assertThat(now(vm).connectionId()).isEqualTo(source);
    }

    @Test
    void afterLostEventsAFullPassTellsWhatHappened() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.events().set(DemoEventFault.OVERFLOW);

        suspendBehindOurBack(vm);

        await().untilAsserted(() -> assertThat(now(vm).status()).isEqualTo(VmStatus.PAUSED));
    }

    @Test
    void doubledAndReorderedEventsChangeNothingInTheEnd() throws Exception {
        for (DemoEventFault fault : List.of(DemoEventFault.DOUBLED, DemoEventFault.REORDERED)) {
            rig.fleet.events().set(fault);
            Vm one = rig.any(1, VmStatus.RUNNING);
            suspendBehindOurBack(one);
            await().untilAsserted(() -> {
                rig.fleet.events().set(DemoEventFault.NONE); // what is held back is told
                assertThat(now(one).status()).isEqualTo(VmStatus.PAUSED);
            });
        }
        rig.full(1);
        assertThat(rig.rows()).hasSize(VMS);
    }

    @Test
    void aSourceThatIsPolledNoMoreLeavesNoRunBehind() {
        Source source = rig.source(1);
        source.close();

        rig.engine.observeAgain(source);

        await().untilAsserted(
                        () -> assertThat(rig.engine.isSyncing(rig.cluster.id())).isFalse());
    }

    @Test
    void aConnectionThatWasOpenedAnewIsObservedInFull() {
        events.stop(); // else what broke is looked at beside us
        rig.fleet.faults().refuse(1);
        rig.quick(1);
        rig.fleet.faults().heal(1);
        PassRunner.Result reopened = rig.quick(1);
        PassRunner.Result next = rig.quick(1);

        assertThat(reopened.wantsFull()).isTrue();
        assertThat(next.wantsFull()).isFalse();
    }
}
