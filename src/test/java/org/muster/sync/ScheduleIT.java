package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;

/** What {@link RandomScheduleTest} plays in virtual time, with real processes, threads, files and kill -9. */
class ScheduleIT {

    private static final int LIVES = 4;

    @TempDir
    Path folder = Path.of("unset");

    private final Map<String, Long> idOf = new HashMap<>();
    private long revision;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void allIsTrueAfterFaultsAndKills(long seed) throws Exception {
        Random chance = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            Duration moment = Duration.ofMillis(500 + chance.nextInt(2500));
            KilledProcess.run(
                    ScheduleProcess.class,
                    moment,
                    folder.toString(),
                    String.valueOf(seed),
                    String.valueOf(100 * seed + life));
            look(seed);
        }

        try (EngineRig rig = ScheduleProcess.rig(folder, seed)) {
            for (int host = 1; host <= ScheduleProcess.HOSTS; host++) {
                assertThat(rig.full(host).outcome().error()).isNull();
            }
            assertThat(rig.rows()).hasSize(ScheduleProcess.VMS);
            for (int host = 1; host <= ScheduleProcess.HOSTS; host++) {
                for (ObservedVm vm : rig.fleet.truth(host)) {
                    same(rig.row(vm.reading().externalId()).state(), vm);
                }
            }
            keepsIds(rig);
        }
    }

    /** What a reader finds between two lives: whatever happened, no VM has gone, doubled or changed its number. */
    private void look(long seed) throws SQLException {
        try (EngineRig rig = ScheduleProcess.rig(folder, seed)) {
            keepsIds(rig);
            assertThat(rig.inventory.revision()).isGreaterThanOrEqualTo(revision);
            revision = rig.inventory.revision();
        }
        ScheduleProcess.release(folder);
    }

    private void keepsIds(EngineRig rig) {
        Map<String, Long> now = new HashMap<>();
        for (Vm row : rig.rows()) {
            assertThat(now.put(row.state().externalId(), row.id())).isNull();
        }
        assertThat(now).containsAllEntriesOf(idOf);
        idOf.putAll(now);
    }

    private static void same(VmState row, ObservedVm truth) {
        assertThat(row.status()).isEqualTo(truth.reading().status());
        assertThat(row.details()).isEqualTo(truth.details());
        assertThat(row.node()).isEqualTo(truth.reading().host());
        assertThat(row.syncError()).isNull();
        assertThat(row.absence()).isEqualTo(VmState.Absence.NONE);
    }
}
