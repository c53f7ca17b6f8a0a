package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmStatus;

/** A cluster that is paused is left alone, and what is known of it stands. */
class PauseTest {

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private ClusterAdmin admin;
    private SyncReport report;
    private EventLoop events;

    @BeforeEach
    void observe() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=20", 2);
        ClusterRemoval removal = new ClusterRemoval(rig.database, rig.clusters, rig.connections, rig.sources);
        OwnFleet fleet = new OwnFleet(rig.database, rig.clusters, rig.connections, rig.sources, removal);
        admin = new ClusterAdmin(
                rig.database,
                rig.clusters,
                rig.connections,
                rig.sources,
                rig.demands,
                fleet,
                removal,
                EngineRig.SETTINGS);
        report = new SyncReport(
                rig.clusters, rig.states, rig.connections, rig.inventory, rig.engine, EngineRig.SETTINGS, rig.time);
        events = rig.events();
        events.start();
        rig.engine.started();
        rig.full(1);
        rig.full(2);
    }

    @AfterEach
    void close() {
        events.stop();
        rig.close();
    }

    private void pause(boolean paused) throws ClusterRefused {
        admin.change(rig.cluster.id(), ClusterChange.ofEnabled(!paused));
    }

    @Test
    void connectionsAreClosedAndNobodyCanAskAnyMore() throws Exception {
        Source source = rig.source(1);
        HypervisorConnection open = rig.sources.opened(source);
        pause(true);

        assertThat(open.isOpen()).isFalse();
        assertThat(rig.sources.held()).isEmpty();
        assertThatThrownBy(() -> rig.sources.opened(source)).isInstanceOf(HypervisorException.class);
        assertThatThrownBy(() -> rig.sources.probe(source)).isInstanceOf(HypervisorException.class);
        assertThatThrownBy(() -> rig.sources.ask(source.connection().id(), HypervisorConnection::isOpen))
                .isInstanceOf(HypervisorException.class);
        assertThat(rig.engine.trigger(rig.cluster.id(), SyncKind.FULL, "test")).isEmpty();
        assertThat(rig.demands.refresh(rig.cluster.id(), Duration.ofSeconds(1)))
                .as("nothing was observed")
                .isFalse();
    }

    @Test
    void aPassThatWasUnderWayIsNoFailure() throws Exception {
        Source source = rig.source(1);
        rig.sources.opened(source);
        pause(true);
        rig.passes.run(source, SyncKind.FULL);
        new EventPasses(rig.sources, rig.database, EngineRig.SETTINGS, new org.muster.platform.Meters(), rig.time)
                .run(source, new EventInbox.Batch(Set.of("x"), Set.of(), Set.of(), false));
        rig.engine.observeAgain(source);

        assertThat(rig.states.all())
                .allSatisfy(state -> assertThat(state.failures()).isZero());
    }

    @Test
    void itsVmsStayAsLastKnownStaleSinceTheLastObservation() throws Exception {
        List<Vm> before = rig.rows();
        rig.clock.forward(Duration.ofSeconds(1));
        pause(true);

        assertThat(rig.rows()).isEqualTo(before);
        Staleness stale = report.staleness();
        assertThat(stale.connections()).as("at once").hasSize(2);
        assertThat(before).allSatisfy(vm -> assertThat(stale.since(vm)).isEqualTo(Sample.NOON));
    }

    @Test
    void itIsPausedAndNotFailingAndNoIssue() throws Exception {
        rig.fleet.faults().refuse(1);
        rig.full(1);
        assertThat(report.issues()).isNotEmpty();
        pause(true);
        rig.clock.forward(Duration.ofMinutes(20));

        assertThat(report.issues()).isEmpty();
        SyncReport.SyncStats stats = report.stats(Viewer.ALL);
        assertThat(stats.consecutiveErrors()).isZero();
        assertThat(stats.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.state()).isEqualTo("paused");
            assertThat(cluster.error()).isNull();
            assertThat(cluster.nextDue()).isNull();
            assertThat(cluster.backoffSeconds()).isZero();
        });
    }

    @Test
    void whatHappensMeanwhileIsSeenAtOnceWhenItIsResumed() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        pause(true);
        rig.fleet.remove(1, vm.state().externalId());
        assertThat(rig.row(vm.state().externalId()).state().absence().since()).isNull();
        pause(false);

        await().untilAsserted(() -> assertThat(
                        rig.row(vm.state().externalId()).state().absence().since())
                .isNotNull());
        assertThat(rig.runs.latest(rig.cluster.id(), 5))
                .anySatisfy(run -> assertThat(run.cause()).isEqualTo("resumed"));
        await().until(() -> !rig.engine.isSyncing(rig.cluster.id()));
        assertThat(report.stats(Viewer.ALL).clusters())
                .singleElement()
                .extracting(SyncReport.ClusterSync::state)
                .isEqualTo("ok");
    }

    @Test
    void anotherMusterOnTheDatabaseFollowsWithItsNextLook() {
        Source source = rig.source(1);
        rig.database.call(tx -> {
            rig.connections.setEnabled(tx, rig.cluster.id(), false);
            return true;
        });
        rig.engine.follow();

        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void whatWasPausedAlreadyIsNotObservedForBeingRenamed() throws Exception {
        pause(true);
        admin.change(rig.cluster.id(), ClusterChange.ofName("other"));
        assertThat(rig.sources.held()).isEmpty();
        assertThat(admin.all()).singleElement().satisfies(entry -> assertThat(entry.enabled())
                .isFalse());
    }
}
