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
import org.muster.connection.Connection;
import org.muster.sync.lease.Lease;

class ProbeTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;

    @BeforeEach
    void observe() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=20", 2);
        rig.full(1);
        rig.full(2);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSourceThatWaitsIsAskedEvery15SecondsAndNoSoonerThanItFailed() {
        Source source =
                new Source(new Connection(1, 1, "demo", List.of("demo://x"), true), new Lease(0, 0, 0), heard -> {});
        Duration every = Duration.ofSeconds(15);
        assertThat(source.failures().isDueForProbe(every, 0))
                .as("has not failed")
                .isFalse();
        source.failures().failed(new BackOff(Duration.ofSeconds(100), Duration.ofSeconds(100)), 0.5, 0);

        assertThat(source.failures().isDueForProbe(every, 14 * SECOND)).isFalse();
        assertThat(source.failures().isDueForProbe(every, 15 * SECOND)).isTrue();
        source.failures().tried(15 * SECOND);
        assertThat(source.failures().isDueForProbe(every, 29 * SECOND)).isFalse();
        source.failures().answers(30 * SECOND);
        assertThat(source.failures().isDueForProbe(every, 30 * SECOND))
                .as("is due for a pass")
                .isFalse();
        assertThat(source.failures().isDueAgain(30 * SECOND)).isTrue();
    }

    @Test
    void aSourceThatAnswersAProbeIsObservedWithoutWaitingLonger() {
        Source source = rig.source(1);
        rig.fleet.faults().refuse(1);
        for (int failure = 0; failure < 8; failure++) {
            rig.full(1);
        }
        source.failures().tried(rig.time.nanos() - 16 * SECOND);
        rig.engine.probe();
        await().until(() -> !source.isBusyFor(SyncKind.QUICK));
        assertThat(source.isFailing()).as("it does not answer").isTrue();

        rig.fleet.faults().heal(1);
        source.failures().tried(rig.time.nanos() - 16 * SECOND);
        rig.engine.probe();

        await().untilAsserted(() -> assertThat(source.isFailing()).isFalse());
    }
}
