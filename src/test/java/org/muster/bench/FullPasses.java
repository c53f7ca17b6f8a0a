package org.muster.bench;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;

/** Passes of a running server, full ones unless it is said, by its API. */
final class FullPasses {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BenchServer server;

    FullPasses(BenchServer server) {
        this.server = server;
    }

    /**
     * One pass.
     *
     * @param ms as the server tells its duration
     * @param cpuMs what the server's process used meanwhile
     */
    record Pass(double ms, double cpuMs, int seen, int added, int changed, int calls) {}

    /** The first pass over a cluster, once it has ended; processor time counts from this call. */
    Pass first(String clusterName) throws Exception {
        double before = server.cpuMs();
        long cluster = clusterId(clusterName);
        await().atMost(PATIENCE).until(() -> !ended(cluster).isEmpty());
        List<Integer> ids = ended(cluster);
        return run("/api/sync/runs/" + ids.get(ids.size() - 1), before);
    }

    private List<Integer> ended(long cluster) throws Exception {
        return json("/api/sync/runs?limit=500&cluster=" + cluster)
                .getList("runs.findAll { it.kind == 'full' && it.state != 'running' }.id", Integer.class);
    }

    /** Asks for a pass over a cluster and awaits its end. */
    Pass trigger(String clusterName) throws Exception {
        return trigger(clusterName, "full");
    }

    /** Asks for a pass of a kind over a cluster and awaits its end. */
    Pass trigger(String clusterName, String kind) throws Exception {
        String wish = "{\"cluster\":%d,\"kind\":\"%s\"}".formatted(clusterId(clusterName), kind);
        double before = server.cpuMs();
        String path = JsonPath.from(server.post("/api/sync/trigger", wish)).getString("runs[0]");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !json(path).getString("state").equals("running"));
        return run(path, before);
    }

    /** Removes a cluster, whose VMs are then gone. */
    void remove(String clusterName) throws Exception {
        server.delete("/api/clusters/" + clusterId(clusterName) + "?confirm=" + clusterName);
    }

    /** The cluster's number, awaited: the demo fleet comes a moment after the start. */
    long clusterId(String name) {
        String path = "clusters.find { it.name == '" + name + "' }.id";
        return await().atMost(PATIENCE)
                .until(() -> json("/api/sync/stats").<Number>get(path), number -> number != null)
                .longValue();
    }

    private Pass run(String path, double cpuBefore) throws Exception {
        JsonPath run = json(path);
        if (!run.getString("state").equals("completed")) {
            throw new IllegalStateException("a full pass failed: " + run.prettify());
        }
        return new Pass(
                run.getDouble("duration_ms"),
                server.cpuMs() - cpuBefore,
                run.getInt("seen"),
                run.getInt("added"),
                run.getInt("changed"),
                run.getInt("calls"));
    }

    private JsonPath json(String path) throws Exception {
        return JsonPath.from(server.get(path));
    }
}
