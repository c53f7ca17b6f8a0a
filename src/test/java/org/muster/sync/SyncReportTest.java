package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Quarantine;
import org.muster.inventory.Viewer;

class SyncReportTest {

    private final EngineRig rig;
    private final SyncReport report;

    SyncReportTest(@TempDir Path home) {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=20", 2);
        report = new SyncReport(
                rig.clusters, rig.states, rig.connections, rig.inventory, rig.engine, EngineRig.SETTINGS, rig.time);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void fails(String reason, String error) {
        ConnectionState state = new ConnectionState(
                rig.source(1).connection().id(),
                rig.cluster.id(),
                1_000,
                null,
                null,
                Sample.NOON,
                3,
                reason,
                error,
                Quarantine.NONE,
                5,
                Sample.NOON.plusSeconds(20),
                ConnectionState.Effort.UNKNOWN);
        rig.database.call(tx -> rig.states.write(tx, state));
    }

    @Test
    void aMissingClientLibraryIsNamedByItsKind() {
        fails("unreachable", "nobody answers");
        assertThat(report.missingClients()).isEmpty();
        fails("client_missing", "The client library is not installed.");

        assertThat(new SyncReport(
                                rig.clusters,
                                rig.states,
                                rig.connections,
                                rig.inventory,
                                rig.engine,
                                EngineRig.SETTINGS,
                                rig.time)
                        .missingClients())
                .containsExactly("demo");
    }

    @Test
    void whatNeverAnsweredIsNotStaleFromTheFutureOnceTheClockIsSetBack() {
        fails("unreachable", "nobody answers");
        rig.clock.jump(Duration.ofHours(-1));

        assertThat(rig.staleness().since().values()).singleElement().isEqualTo(rig.clock.instant());
    }

    @Test
    void aClusterThatHasLostItsQuorumIsAnIssueUntilItHasItAgain() {
        rig.full(1);
        say("lab", false);

        assertThat(report.stats(Viewer.ALL).clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.ownName()).isEqualTo("lab");
            assertThat(cluster.state()).isEqualTo("ok");
            assertThat(cluster.error()).contains("lost its quorum");
        });
        assertThat(report.issues())
                .anySatisfy(issue -> assertThat(issue).contains("demo").contains("lost its quorum"));

        say(null, true);
        assertThat(report.stats(Viewer.ALL).clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.ownName()).isNull();
            assertThat(cluster.error()).isNull();
        });
        assertThat(report.issues()).noneSatisfy(issue -> assertThat(issue).contains("quorum"));
    }

    private void say(@Nullable String name, boolean quorate) {
        rig.database.call(tx -> {
            rig.clusters.writeOwn(tx, rig.cluster.id(), name, quorate);
            return true;
        });
    }

    @Test
    void aFailingConnectionIsAnIssueAndItsClusterFails() {
        rig.full(1);
        rig.full(2);
        fails("unreachable", "nobody answers");

        SyncReport.SyncStats stats = report.stats(Viewer.ALL);

        assertThat(stats.vms().total()).isEqualTo(20);
        assertThat(stats.consecutiveErrors()).isEqualTo(3);
        assertThat(stats.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.state()).isEqualTo("failing");
            assertThat(cluster.error()).isEqualTo("nobody answers");
            assertThat(cluster.hosts()).isEqualTo(2);
        });
        assertThat(report.issues())
                .anySatisfy(issue -> assertThat(issue).contains("demo").contains("nobody answers"));
    }
}
