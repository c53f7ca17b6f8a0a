package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            killAfter(Duration.ofMillis(moments.nextInt(2500)));
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

    private void killAfter(Duration moment) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            String line;
            do {
                line = output.readLine();
                said.append(line).append('\n');
                assertThat(line).as("the process ended by itself: %s", said).isNotNull();
            } while (!line.equals("READY"));
            process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
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
