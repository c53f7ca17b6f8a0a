package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.StatusObservation;
import org.muster.inventory.ConnectionState;

/** Two nodes on one database share the work. */
class NodesTest {

    private final TwoNodes nodes;
    private final EngineRig one;
    private final EngineRig two;

    NodesTest(@TempDir Path home) {
        nodes = new TwoNodes(home);
        one = nodes.one;
        two = nodes.two;
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void everyConnectionIsObservedByOneNode() {
        Set<Long> ones = TwoNodes.observedBy(one);
        Set<Long> twos = TwoNodes.observedBy(two);

        assertThat(ones).hasSize(TwoNodes.HOSTS / 2).doesNotContainAnyElementsOf(twos);
        assertThat(twos).hasSize(TwoNodes.HOSTS / 2);
        TwoNodes.observeAll(one);
        TwoNodes.observeAll(two);
        assertThat(one.rows()).hasSize(60);
        assertThat(one.staleness().since()).isEmpty();
    }

    @Test
    void whatIsTakenOverIsObservedInFullAtOnce() {
        two.engine.started();
        LeaseKeeper keeper = new LeaseKeeper(two.leases, two.sources, two.engine, two.runs, two.demands, two.threads);
        for (int second = 0; second < 20; second++) {
            two.clock.forward(TwoNodes.SECOND);
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
        one.runs.record(running);

        two.runs.endOfTheDead();
        assertThat(two.runs.find(running.id()).orElseThrow().state()).isEqualTo("running");

        nodes.onlyTwoLivesFor(20);
        assertThat(two.leases.bury()).isTrue();
        two.runs.endOfTheDead();
        assertThat(two.runs.find(running.id()).orElseThrow().state()).isEqualTo("failed");
    }

    @Test
    void anyNodeReachesAnyConnectionForAnAction() throws Exception {
        long others = TwoNodes.observedBy(two).iterator().next();

        StatusObservation answer = one.sources.ask(others, open -> open.observeStatuses(TwoNodes.SECOND));

        assertThat(answer.readings()).isNotEmpty();
        assertThat(TwoNodes.observedBy(one)).doesNotContain(others);
        assertThat(one.sources.held())
                .extracting(held -> held.connection().id())
                .doesNotContain(others);
    }

    @Test
    void oneNodeTidiesForAll() {
        assertThat(one.leases.isFirst()).isNotEqualTo(two.leases.isFirst());
    }
}
