package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.it.TestMariaDb;

/** Two servers on one MariaDB, as in production: they share the work, and each does without the other. */
class NodesIT {

    private static final int HOSTS = 8;
    private static final int VMS = 80;

    /** A dead node's connections are observed by the others after so long at most. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private TestMariaDb.Server database;

    /** One full run of a node. */
    private record FullRun(long node, long began, int seen) {}

    @Test
    void twoServersShareTheWorkAndOneTakesOverWhatTheOtherLeaves() throws Exception {
        database = TestMariaDb.start();
        ask("CREATE DATABASE nodes");
        try (MusterProcess one = start("one");
                MusterProcess two = start("two")) {
            one.awaitReady();
            two.awaitReady();
            awaitConnectionsOf(2, HOSTS / 2);
            noConnectionIsObservedTwiceInAnInterval();
            aLiveAnswerIsOfBothNodes(one);
            aTriggerIsCarriedOutByBothNodes(two);

            aPausedServerIsReplacedAndMayNotWriteWhenItComesBack(two);
            awaitConnectionsOf(2, HOSTS / 2);
            noConnectionIsObservedTwiceInAnInterval();

            long killed = now();
            one.kill();
            awaitAllObservedSince(killed);
            awaitConnectionsOf(1, HOSTS);
            assertThat(count("SELECT COUNT(*) FROM sync_run WHERE state = 'running' AND node_id NOT IN"
                            + " (SELECT id FROM node)"))
                    .isZero();

            long restarted = now();
            try (MusterProcess again = start("one").awaitReady()) {
                awaitConnectionsOf(2, HOSTS / 2);
                awaitAllObservedSince(restarted);
                assertThat(again.stop()).isTrue();
                assertThat(count("SELECT COUNT(*) FROM node"))
                        .as("it has said goodbye")
                        .isEqualTo(1);
                long left = now();
                awaitAllObservedSince(left);
            }
            assertThat(count("SELECT COUNT(*) FROM vm_inventory")).isEqualTo(VMS);
        }
    }

    private MusterProcess start(String name) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("MUSTER_DB_URL", database.url() + "nodes");
        environment.put("MUSTER_DB_USER", database.user());
        environment.put("MUSTER_DB_PASSWORD", database.password());
        environment.put("MUSTER_DEMO", "on");
        environment.put("MUSTER_DEMO_HOSTS", String.valueOf(HOSTS));
        environment.put("MUSTER_DEMO_VMS", String.valueOf(VMS));
        environment.put("MUSTER_DEMO_LATENCY", "1500");
        environment.put("MUSTER_SYNC_FULL_INTERVAL", "5");
        environment.put("MUSTER_SYNC_QUICK_INTERVAL", "5");
        environment.put("MUSTER_SYNC_PORT_CHECKS", "false");
        environment.put("MUSTER_SYNC_NODE", name);
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("secret.key"), KEY + "\n"); // as docs/operate.md says: the same on all
        return MusterProcess.start(home, environment);
    }

    /** Each has its share, and the page of figures says so. */
    private void awaitConnectionsOf(int nodes, int each) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(connectionsByNode().values()).hasSize(nodes).allMatch(count -> count == each));
    }

    /** The most that one run of each node sees is the whole fleet, once: nobody sees what the other does. */
    private void noConnectionIsObservedTwiceInAnInterval() throws SQLException {
        long since = now();
        await().atMost(PATIENCE).until(() -> {
            Map<Long, Integer> each = new HashMap<>();
            fullRuns(since).forEach(run -> each.merge(run.node(), 1, Integer::sum));
            return each.size() == 2 && each.values().stream().allMatch(count -> count >= 3);
        });
        Map<Long, Integer> seen = new HashMap<>();
        Map<Long, Long> latest = new HashMap<>();
        for (FullRun run : fullRuns(since)) {
            // A host whose last pass is not over when a run begins has no part in that run.
            seen.merge(run.node(), run.seen(), Math::max);
            Long last = latest.put(run.node(), run.began());
            assertThat(last == null || run.began() - last > 3000)
                    .as("once an interval")
                    .isTrue();
        }
        assertThat(seen.values().stream().mapToInt(Integer::intValue).sum())
                .as("each host by one node alone")
                .isEqualTo(VMS);
    }

    private void aLiveAnswerIsOfBothNodes(MusterProcess muster) {
        muster.admin()
                .get("/api/vms?live=true&size=1")
                .then()
                .statusCode(200)
                .body("mode", equalTo("live"), "total", equalTo(VMS));
    }

    private void aTriggerIsCarriedOutByBothNodes(MusterProcess muster) {
        List<String> runs = muster.admin()
                .contentType("application/json")
                .body("{}")
                .post("/api/sync/trigger")
                .then()
                .statusCode(202)
                .extract()
                .path("runs");
        assertThat(runs).hasSize(2);
        for (String run : runs) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> muster.admin().get(run).then().statusCode(200).body("state", equalTo("completed")));
        }
    }

    private void aPausedServerIsReplacedAndMayNotWriteWhenItComesBack(MusterProcess two) throws Exception {
        long paused = now();
        signal(two, "STOP");
        try {
            awaitAllObservedSince(paused + 2000);
            awaitConnectionsOf(1, HOSTS);
            long before = maxToken();
            signal(two, "CONT");
            await().atMost(PATIENCE).until(() -> maxToken() > before);
        } finally {
            signal(two, "CONT");
        }
        assertThat(count("SELECT COUNT(*) FROM connection_state WHERE failures > 0"))
                .isZero();
        assertThat(count("SELECT COUNT(*) FROM vm_inventory WHERE gone_at IS NOT NULL OR missing_passes > 0"))
                .isZero();
    }

    private void awaitAllObservedSince(long instant) {
        await().atMost(TAKE_OVER).untilAsserted(() -> assertThat(
                        count("SELECT COUNT(*) FROM connection_state WHERE failures = 0 AND last_full > " + instant))
                .isEqualTo(HOSTS));
    }

    private static void signal(MusterProcess muster, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(muster.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private Map<Long, Integer> connectionsByNode() throws SQLException {
        Map<Long, Integer> counts = new HashMap<>();
        rows(
                "SELECT l.node_id, COUNT(*) FROM connection c JOIN shard_lease l ON l.shard = MOD(c.id, 64)"
                        + " JOIN node n ON n.id = l.node_id WHERE n.seen_until > UNIX_TIMESTAMP() * 1000"
                        + " GROUP BY l.node_id",
                row -> counts.put(row.getLong(1), row.getInt(2)));
        return counts;
    }

    private List<FullRun> fullRuns(long since) throws SQLException {
        List<FullRun> runs = new ArrayList<>();
        rows(
                "SELECT node_id, started_at, seen FROM sync_run WHERE kind = 'full' AND cause = 'timer'"
                        + " AND state = 'completed' AND started_at > " + since + " ORDER BY started_at",
                row -> runs.add(new FullRun(row.getLong(1), row.getLong(2), row.getInt(3))));
        return runs;
    }

    private long maxToken() throws SQLException {
        return count("SELECT SUM(token) FROM shard_lease");
    }

    private long count(String sql) throws SQLException {
        long[] count = new long[1];
        rows(sql, row -> count[0] = row.getLong(1));
        return count[0];
    }

    private interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Reading reading) throws SQLException {
        try (Connection connection = open(database.url() + "nodes");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reading.of(row);
            }
        }
    }

    private void ask(String sql) throws SQLException {
        try (Connection connection = open(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url, database.user(), database.password());
    }
}
