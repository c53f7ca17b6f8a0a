package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.StatusObservation;
import org.muster.inventory.Change;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmStatus;
import org.muster.platform.Meters;
import org.muster.platform.TestDatabase;
import org.muster.sync.lease.HomeNode;
import org.muster.sync.lease.Leases;

/** Two nodes on one database; each has a demo fleet of its own, made of the same seed. */
class NodesTest {

    private static final int HOSTS = 6;
    private static final String FLEET = "seed=3&hosts=" + HOSTS + "&vms=60";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DataSource source = TestDatabase.source();
    private final EngineRig one;
    private final EngineRig two;

    NodesTest(@TempDir Path home) {
        one = rig(home);
        two = rig(home);
    }

    private EngineRig rig(Path home) {
        return new EngineRig(home, FLEET, HOSTS, source, (database, time) -> {
            Leases leases = new Leases(database, time, tx -> time.wall().millis(), HomeNode.unkept("test"), false);
            leases.start();
            return leases;
        });
    }

    @BeforeEach
    void bothHaveTheirShare() {
        one.leases.renew();
        two.leases.renew();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static Set<Long> observedBy(EngineRig rig) {
        return rig.sources.current().stream()
                .map(held -> held.connection().id())
                .collect(Collectors.toSet());
    }

    private static void observeAll(EngineRig rig) {
        for (Source held : rig.sources.current()) {
            assertThat(rig.passes.run(held, SyncKind.FULL).outcome().error()).isNull();
        }
    }

    /** Time passes for the second node only: the first one stands still and believes what it knew. */
    private void onlyTwoLivesFor(int seconds) {
        for (int second = 0; second < seconds; second++) {
            two.clock.forward(SECOND);
            two.leases.renew();
        }
    }

    @Test
    void everyConnectionIsObservedByOneNode() {
        Set<Long> ones = observedBy(one);
        Set<Long> twos = observedBy(two);

        assertThat(ones).hasSize(HOSTS / 2).doesNotContainAnyElementsOf(twos);
        assertThat(twos).hasSize(HOSTS / 2);
        observeAll(one);
        observeAll(two);
        assertThat(one.rows()).hasSize(60);
        assertThat(one.staleness().since()).isEmpty();
    }

    @Test
    void aNodeThatStoodStillBeyondItsLeaseWritesNothing() throws Exception {
        observeAll(one);
        observeAll(two);
        Source held = one.sources.current().get(0);
        HypervisorConnection open = one.sources.opened(held);
        one.fleet.create(host(held), "new");
        Observation full = open.observe(SECOND);
        StatusObservation statuses = open.observeStatuses(SECOND);
        FigureObservation figures = open.observeFigures(SECOND);
        Vm asked = one.rows().stream()
                .filter(vm -> vm.state().connectionId() == held.connection().id())
                .filter(vm -> vm.state().status() == VmStatus.RUNNING)
                .findFirst()
                .orElseThrow();
        GuestObservation guest = open.observeGuest(asked.state().externalId(), SECOND);
        VmGuests guests = new VmGuests(one.database);
        Pass pass = pass(held);

        onlyTwoLivesFor(20);
        assertThat(observedBy(two)).hasSize(HOSTS);
        Map<String, Object> before = everything();

        assertOvertaken(() -> one.writer.full(pass, full, Sample.TOLL));
        assertOvertaken(() -> one.writer.quick(pass, statuses, Sample.TOLL));
        assertOvertaken(() -> one.writer.figures(pass, figures));
        assertOvertaken(() -> one.writer.write(pass, anyChange(held)));
        assertOvertaken(() -> one.writer.failed(
                pass, new HypervisorException(HypervisorException.Reason.UNREACHABLE, "gone"), 1, SECOND, Sample.TOLL));
        assertThat(new GuestWriter(one.database, guests)
                        .write(held.lease(), asked, guest, false, null, one.clock.instant()))
                .isFalse();
        assertThat(one.database.<Object, SQLException>read(tx -> guests.find(tx, asked.id())))
                .isEqualTo(Optional.empty());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatAnEventToldIsNotWrittenByANodeThatStoodStill() {
        observeAll(one);
        Source held = one.sources.current().get(0);
        String vm = one.fleet.create(host(held), "told");
        onlyTwoLivesFor(20);
        Map<String, Object> before = everything();

        EventPasses events = new EventPasses(one.sources, one.database, EngineRig.SETTINGS, new Meters(), one.time);
        assertThat(events.run(held, new EventInbox.Batch(Set.of(vm), Set.of(), Set.of(), false)))
                .isFalse();

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aNodeClosesWhatItCouldNotRenewInTimeAndTellsNobodyAnythingOfIt() throws Exception {
        List<HypervisorConnection> open = new ArrayList<>();
        for (Source held : one.sources.current()) {
            open.add(one.sources.opened(held));
        }
        one.clock.forward(Duration.ofSeconds(13));

        one.sources.tidy();

        assertThat(open).hasSize(HOSTS / 2).noneMatch(HypervisorConnection::isOpen);
        assertThat(one.sources.held()).isEmpty();
        assertThat(one.sources.current()).isEmpty();
    }

    @Test
    void whatIsTakenOverIsObservedInFullAtOnce() {
        two.engine.started();
        LeaseKeeper keeper = new LeaseKeeper(two.leases, two.sources, two.engine, two.runs, two.demands, two.threads);
        for (int second = 0; second < 20; second++) {
            two.clock.forward(SECOND);
            keeper.renew();
        }

        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(two.states.all())
                .filteredOn(state -> state.lastFull() != null)
                .extracting(ConnectionState::connectionId)
                .containsAll(observedByOneAtFirst()));
    }

    private Set<Long> observedByOneAtFirst() {
        return one.connections.enabled().stream()
                .map(connection -> connection.id())
                .filter(id -> id % 2 == 0)
                .collect(Collectors.toSet());
    }

    @Test
    void aTriggerReachesTheNodesThatObserveAndItsRunsAreReadableFromAny() {
        List<Long> asked = one.demands.trigger(one.cluster.id(), SyncKind.FULL, "trigger");
        assertThat(asked).hasSize(2);
        assertThat(one.demands.trigger(one.cluster.id(), SyncKind.FULL, "trigger"))
                .as("what was not taken up yet is joined")
                .containsAnyElementsOf(asked);

        two.demands.takeUp();

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(asked).allSatisfy(run -> assertThat(two.runs.find(run))
                        .hasValueSatisfying(done -> assertThat(done.state()).isEqualTo("completed"))));
        assertThat(asked.stream()
                        .mapToInt(run -> one.runs.find(run).orElseThrow().seen())
                        .sum())
                .isEqualTo(60);
        assertThat(one.rows()).hasSize(60);
    }

    @Test
    void aLiveAnswerWaitsForTheOtherNode() {
        CompletableFuture<Boolean> live =
                CompletableFuture.supplyAsync(() -> one.demands.refresh(null, Duration.ofSeconds(30)));
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            two.demands.takeUp();
            return live.isDone();
        });

        assertThat(live.join()).isTrue();
        assertThat(one.rows()).hasSize(60);
    }

    @Test
    void aLiveAnswerThatTheOtherNodeDoesNotGiveIsNone() {
        assertThat(one.demands.refresh(null, Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void whatMovedSinceItWasAskedForWasNotObserved() {
        Demand tooMany = new Demand(two.runs.nextId(), two.cluster.id(), SyncKind.FULL, "live", HOSTS);

        two.engine.carryOut(tooMany);

        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(one.runs.find(tooMany.run()))
                .hasValueSatisfying(run -> assertThat(run.state()).isEqualTo("failed")));
    }

    @Test
    void aStartEndsNoRunOfALivingNodeAndATakeOverEndsThoseOfADeadOne() {
        SyncRun running = new SyncRun(
                one.runs.nextId(),
                one.cluster.id(),
                SyncKind.FULL,
                "timer",
                "running",
                Sample.NOON,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null);
        one.runs.save(running);

        two.runs.endOfTheDead();
        assertThat(two.runs.find(running.id()).orElseThrow().state()).isEqualTo("running");

        onlyTwoLivesFor(20);
        assertThat(two.leases.bury()).isTrue();
        two.runs.endOfTheDead();
        assertThat(two.runs.find(running.id()).orElseThrow().state()).isEqualTo("failed");
    }

    @Test
    void anyNodeReachesAnyConnectionForAnAction() throws Exception {
        long others = observedBy(two).iterator().next();

        StatusObservation answer = one.sources.ask(others, open -> open.observeStatuses(SECOND));

        assertThat(answer.readings()).isNotEmpty();
        assertThat(observedBy(one)).doesNotContain(others);
        assertThat(one.sources.held())
                .extracting(held -> held.connection().id())
                .doesNotContain(others);
    }

    @Test
    void oneNodeTidiesForAll() {
        assertThat(one.leases.isFirst()).isNotEqualTo(two.leases.isFirst());
    }

    private int host(Source held) {
        return one.connections.enabled().stream()
                        .map(connection -> connection.id())
                        .toList()
                        .indexOf(held.connection().id())
                + 1;
    }

    private Pass pass(Source held) {
        return new Pass(
                one.writer.nextPass(),
                one.cluster.id(),
                held.connection().id(),
                one.clock.instant(),
                Duration.ZERO,
                Set.of(),
                held.lease());
    }

    private List<Change> anyChange(Source held) {
        Vm vm = one.rows().stream()
                .filter(row -> row.state().connectionId() == held.connection().id())
                .findFirst()
                .orElseThrow();
        return List.of(new Change.Updated(
                vm.id(), vm.pass(), vm.state(), vm.state().withStatus(VmStatus.PAUSED, "by a ghost", null)));
    }

    private static void assertOvertaken(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(PassWriter.Overtaken.class);
    }

    /** All that a pass may change. */
    private Map<String, Object> everything() {
        Map<String, Object> all = new HashMap<>();
        one.rows().forEach(vm -> all.put("vm " + vm.id(), vm));
        all.put("states", new HashSet<>(one.states.all()));
        all.put("revision", one.inventory.revision());
        return all;
    }
}
