package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Vm;
import org.muster.task.TaskRig;

/** kill -9 in the middle of a full sync, 20 times, on one database. */
class KillIT {

    private static final int KILLS = 20;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void nothingIsLostOrDoubledAndEveryTaskIsResolved() throws Exception {
        Random moments = new Random(4711);
        for (int kill = 0; kill < KILLS; kill++) {
            KilledProcess.run(EngineProcess.class, Duration.ofMillis(moments.nextInt(2500)), folder.toString());
        }

        try (EngineRig rig = EngineProcess.rig(folder);
                TaskRig tasks = new TaskRig(rig)) {
            tasks.resume();
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(EngineProcess.unfinished(tasks))
                    .isZero());
            for (int host = 1; host <= EngineProcess.HOSTS; host++) {
                assertThat(rig.full(host).outcome().error()).isNull();
            }
            assertThat(count(rig, "SELECT COUNT(*) FROM vm_inventory")).isEqualTo(EngineProcess.VMS);
            assertThat(count(rig, "SELECT COUNT(DISTINCT external_id) FROM vm_inventory WHERE live_key IS NOT NULL"))
                    .isEqualTo(EngineProcess.VMS);
            assertThat(rig.rows()).extracting(Vm::state).allSatisfy(state -> {
                assertThat(state.task()).isNull();
                assertThat(state.status().word()).isNotIn("starting", "stopping");
            });
            assertThat(count(rig, "SELECT COUNT(*) FROM task"))
                    .as("the processes did ask")
                    .isPositive();
        }
    }

    private static long count(EngineRig rig, String sql) {
        return rig.database.call(tx -> {
            try (ResultSet row = tx.createStatement().executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
