package org.muster.bench;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** How old the list's rows are, as a reader sees them. Hosts that never answered have no rows. */
final class Ages {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final BenchServer server;

    Ages(BenchServer server) {
        this.server = server;
    }

    /**
     * One look at all rows.
     *
     * @param oldestSeconds since the last observation of the row that was not observed for longest
     */
    record Sample(int vms, double oldestSeconds, int stale) {}

    /** Until no more hosts answer for the first time. */
    void awaitAllHostsThatAnswer() {
        int[] before = {-1};
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(10)).until(() -> {
            int now = JsonPath.from(server.get("/api/sync/stats")).getInt("total_vms");
            boolean settled = now > 0 && now == before[0];
            before[0] = now;
            return settled;
        });
    }

    Sample sample() throws Exception {
        JsonPath oldest = JsonPath.from(server.get("/api/vms?sort=last_updated&order=asc&size=1"));
        Instant checked = Instant.parse(oldest.getString("vms[0].last_status_check"));
        double seconds = Duration.between(checked, Instant.now()).toMillis() / 1000.0;
        int stale = JsonPath.from(server.get("/api/vms?stale=true&size=1")).getInt("total");
        return new Sample(oldest.getInt("total"), seconds, stale);
    }
}
