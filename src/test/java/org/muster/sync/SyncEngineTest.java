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

class SyncEngineTest {

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;

    @BeforeEach
    void start() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=20", 2);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Long> wantAll() {
        return rig.engine.trigger(rig.cluster.id(), SyncKind.FULL, "trigger");
    }

    @Test
    void whoWantsAllOfAClusterDoesNotJoinARunOverOneOfItsHosts() {
        rig.fleet.faults().latency(1, Duration.ofMillis(200));
        rig.engine.observeAgain(rig.source(1));

        List<Long> all = wantAll();

        await().untilAsserted(() -> assertThat(rig.runs.find(all.get(0)))
                .hasValueSatisfying(run -> assertThat(run.state()).isEqualTo("completed")));
        assertThat(rig.runs.find(all.get(0)).orElseThrow().seen()).isEqualTo(20);
    }

    @Test
    void whoWantsWhatIsObservedAlreadyJoinsIt() {
        rig.fleet.faults().latency(1, Duration.ofMillis(200));

        assertThat(wantAll()).hasSize(1).isEqualTo(wantAll());
    }

    @Test
    void ofAnEngineThatStopsNobodyWaitsForARun() {
        rig.fleet.faults().hang(1);
        rig.engine.observeAgain(rig.source(1));
        wantAll();
        rig.engine.stop();

        assertThat(rig.engine.refresh(rig.cluster.id())).singleElement().satisfies(run -> assertThat(run)
                .succeedsWithin(Duration.ofSeconds(30))
                .isEqualTo(false));
    }
}
