package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.DatabaseException;

/** Two nodes on one database, each asked for what the other observes. */
class DemandsTest {

    private static final int HOSTS = TwoNodes.HOSTS;

    private final AtomicReference<Runnable> beforeRemoval = new AtomicReference<>(() -> {});
    private volatile boolean away;
    private final TwoNodes nodes;
    private final EngineRig one;
    private final EngineRig two;

    DemandsTest(@TempDir Path home) {
        nodes = new TwoNodes(home, this::watched);
        one = nodes.one;
        two = nodes.two;
    }

    /** The second node's database: others commit between its statements, and it may go away. */
    private DataSource watched(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection") && away) {
                throw new SQLException("The database is away.");
            }
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement")
                    && ((String) arguments[0]).startsWith("DELETE FROM sync_demand")) {
                beforeRemoval.getAndSet(() -> {}).run();
            }
            return call(connection, method, arguments);
        });
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private Demand ask(long run, int connections) {
        Demand demand = new Demand(run, one.cluster.id(), SyncKind.FULL, "trigger", connections);
        one.database.call(tx -> {
            one.runs.open(tx, run, one.cluster.id(), demand.kind(), demand.cause(), Sample.NOON, two.leases.node());
            DemandStore.add(tx, demand, two.leases.node());
            return true;
        });
        return demand;
    }

    private String state(long run) {
        return one.runs.find(run).orElseThrow().state();
    }

    @Test
    void whatIsAskedForWhileDemandsAreTakenUpIsTakenUpTooThoughItsNumberIsLower() {
        long lower = one.runs.nextId();
        long higher = one.runs.nextId();
        ask(higher, HOSTS / 2);
        beforeRemoval.set(() -> ask(lower, HOSTS / 2));

        two.demands.takeUp();
        two.demands.takeUp();

        await().untilAsserted(() -> {
            assertThat(state(higher)).isEqualTo("completed");
            assertThat(state(lower)).isEqualTo("completed");
        });
    }

    @Test
    void ofTwoWhoTakeUpADemandOneCarriesItOut() {
        Demand demand = ask(one.runs.nextId(), HOSTS / 2);

        assertThat(two.database.<List<Demand>, RuntimeException>call(tx -> DemandStore.remove(tx, List.of(demand))))
                .containsExactly(demand);
        assertThat(one.database.<List<Demand>, RuntimeException>call(tx -> DemandStore.remove(tx, List.of(demand))))
                .isEmpty();
    }

    @Test
    void aRunThatEndedWhileTheDatabaseWasAwayIsRecordedOnceItIsBack() {
        long run = one.runs.nextId();
        Demand demand = ask(run, HOSTS / 2);
        away = true;
        two.engine.carryOut(demand);
        assertThatThrownBy(two.engine::recordOwed).isInstanceOf(DatabaseException.class);
        assertThat(state(run)).isEqualTo("running");

        away = false;
        two.engine.recordOwed();

        assertThat(state(run)).isEqualTo("failed");
    }

    @Test
    void aNodeThatStopsLeavesNoRunThatNobodyEnds() {
        long taken = one.runs.nextId();
        long waiting = one.runs.nextId();
        ask(taken, HOSTS / 2);
        one.database.call(tx -> DemandStore.remove(tx, DemandStore.of(tx, two.leases.node())));
        ask(waiting, HOSTS / 2);

        new LeaseKeeper(two.leases, two.sources, two.engine, two.runs, two.demands, two.threads).stop();

        assertThat(state(taken)).isEqualTo("failed");
        assertThat(state(waiting)).isEqualTo("failed");
    }

    @Test
    void whatIsAskedOfANodeThatIsGoneAlreadyIsEndedByTheNextTidying() {
        long late = one.runs.nextId();
        long gone = two.leases.node();
        two.leases.stop();
        one.database.call(tx -> {
            one.runs.open(tx, late, one.cluster.id(), SyncKind.FULL, "trigger", Sample.NOON, gone);
            return true;
        });
        one.leases.renew();

        new Housekeeping(one.database, one.runs, one.leases, EngineRig.SETTINGS, one.time).tidy();

        assertThat(state(late)).isEqualTo("failed");
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
            one.demands.tellWhatEnded();
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
}
