package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Order;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/** A host where nothing happens is asked less often, and is as true as any. */
class QuietHostTest {

    private static final Duration BASE = EngineRig.CONFIG.quickInterval();

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private EventLoop events;

    @BeforeEach
    void observe() {
        rig = new EngineRig(home, "seed=1&hosts=2&vms=4", 2);
        events = rig.events();
        events.start();
        rig.full(1);
        rig.full(2);
        calm();
    }

    @AfterEach
    void close() {
        events.stop();
        rig.close();
    }

    /** Whatever the first look stirred is over. */
    private void calm() {
        for (int tick = 0; tick < 12; tick++) {
            tick();
        }
    }

    /** One tick of the quick timer; whether the hosts were asked. */
    private Map<Integer, Boolean> tick() {
        rig.clock.forward(BASE);
        Map<Integer, Long> before = passes();
        rig.engine.tick(SyncKind.QUICK);
        await().until(() -> !rig.engine.isSyncing(rig.cluster.id()));
        Map<Integer, Boolean> asked = new HashMap<>();
        passes().forEach((host, pass) -> asked.put(host, !pass.equals(before.get(host))));
        return asked;
    }

    private Map<Integer, Long> passes() {
        return Map.of(1, state(1).lastPass(), 2, state(2).lastPass());
    }

    private ConnectionState state(int host) {
        long id = rig.source(host).connection().id();
        return rig.states.all().stream()
                .filter(state -> state.connectionId() == id)
                .findFirst()
                .orElseThrow();
    }

    private long asked(int host, int ticks) {
        long times = 0;
        for (int tick = 0; tick < ticks; tick++) {
            times += Boolean.TRUE.equals(tick().get(host)) ? 1 : 0;
        }
        return times;
    }

    @Test
    void itIsAskedAtEveryFourthTickAndNeverStale() {
        assertThat(state(1).effort().quickInterval()).isEqualTo(BASE.multipliedBy(4));
        Instant before = rig.clock.instant();
        for (int turn = 0; turn < 3; turn++) {
            assertThat(asked(1, 4)).isEqualTo(1);
            assertThat(rig.staleness().connections()).isEmpty();
        }
        assertThat(rig.clock.instant()).isAfter(before.plus(BASE.multipliedBy(11)));
    }

    @Test
    void anActionPutsItsHostBackAndNoOther() throws Exception {
        rig.sources.ask(rig.source(1).connection().id(), HypervisorConnection::isOpen);

        assertThat(asked(1, 3)).isEqualTo(3);
        assertThat(asked(2, 4)).isEqualTo(1);
    }

    @Test
    void aWatcherPutsItsHostBack() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        new Watch(rig.sources).seen(List.of(vm, vm));

        assertThat(asked(1, 3)).isEqualTo(3);
        assertThat(asked(2, 4)).isEqualTo(1);
    }

    @Test
    void anEventPutsItsHostBack() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        try (HypervisorConnection other = rig.elsewhere(1)) {
            other.perform(
                    new Order(VmAction.SUSPEND, vm.state().externalId(), Duration.ofSeconds(1)), Duration.ofSeconds(1));
        }
        await().until(() ->
                rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow().state().status() == VmStatus.PAUSED);

        assertThat(asked(1, 3)).isEqualTo(3);
    }

    @Test
    void oneWhoseConnectionWasLostIsLookedAtAtOnce() throws Exception {
        tick();
        tick();
        tick();
        tick(); // by the engine, which knows when a pass has ended
        Map<Integer, Long> before = passes();
        rig.engine.look();
        assertThat(passes()).as("nothing was lost").isEqualTo(before);
        rig.sources.opened(rig.source(1)).close();
        rig.engine.look();

        await().untilAsserted(() -> assertThat(state(1).lastPass()).isGreaterThan(before.get(1)));
        await().until(() -> !rig.engine.isSyncing(rig.cluster.id()));
        assertThat(state(2).lastPass()).isEqualTo(before.get(2));
    }

    @Test
    void oneWhoseConnectionIsNotOpenIsNeverLeftOut() throws Exception {
        rig.sources.opened(rig.source(1)).close();

        assertThat(asked(1, 1)).isEqualTo(1);
    }

    @Test
    void oneThatTellsOfNoEventsIsNeverLeftOut() {
        rig.source(1).tells(false);

        assertThat(asked(1, 4)).isEqualTo(4);
        assertThat(state(1).effort().quickInterval()).isEqualTo(BASE);
    }

    @Test
    void fullPassesAreNeverLeftOut() {
        long before = state(1).lastPass();
        rig.engine.tick(SyncKind.FULL);
        await().untilAsserted(() -> assertThat(state(1).lastPass()).isGreaterThan(before));
    }

    @Test
    void aFrozenOneIsStaleByItsOwnInterval() {
        rig.clock.forward(BASE.multipliedBy(8).minusSeconds(100));
        assertThat(rig.staleness().connections()).isEmpty();
        rig.clock.forward(BASE.multipliedBy(4));
        assertThat(rig.staleness().connections()).hasSize(2);
    }

    @Test
    void whatItCostsIsKeptForEveryNodeToShow() {
        double quiet = state(1).effort().callsAMinute();
        assertThat(quiet).isPositive();
        for (int look = 0; look < 20; look++) {
            rig.full(1);
        }
        SyncReport report = new SyncReport(
                rig.clusters, rig.states, rig.connections, rig.inventory, rig.engine, EngineRig.SETTINGS, rig.time);
        SyncReport.SyncStats stats = report.stats(Viewer.ALL);

        assertThat(stats.busiest())
                .extracting(Busy::connectionId)
                .containsExactly(
                        rig.source(1).connection().id(),
                        rig.source(2).connection().id());
        assertThat(stats.busiest().get(0).callsAMinute()).isGreaterThan(quiet);
        assertThat(stats.busiest().get(0).addresses())
                .isEqualTo(rig.source(1).connection().addresses());
        assertThat(stats.clusters()).singleElement().satisfies(cluster -> assertThat(cluster.callsAMinute())
                .isGreaterThan(stats.busiest().get(0).callsAMinute()));
    }
}
