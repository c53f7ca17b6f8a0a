package org.muster.api;

import java.util.List;
import java.util.function.Supplier;
import org.muster.sync.Busy;
import org.muster.sync.NodeReport.NodeShare;
import org.muster.sync.SyncReport.ClusterSync;
import org.muster.sync.SyncReport.SyncStats;
import org.muster.sync.SyncRun;

/** Writes how the roll call goes, as the contract has it. */
final class SyncJson {

    private SyncJson() {}

    static String path(long run) {
        return "/api/sync/runs/" + run;
    }

    /** @param withClusters whether the reader may know of them, and of nodes; else null stands there */
    static void writeStats(JsonOut out, SyncStats stats, boolean withClusters, Supplier<List<NodeShare>> nodes) {
        out.number("total_vms", stats.vms().total())
                .number("fresh_vms", stats.vms().fresh())
                .number("error_vms", stats.vms().withError())
                .number("running_vms", stats.vms().running())
                .epoch("last_full_sync", stats.lastFull())
                .epoch("last_quick_sync", stats.lastQuick())
                .number("consecutive_errors", stats.consecutiveErrors())
                .flag("is_running", stats.running());
        if (withClusters) {
            out.array("clusters");
            stats.clusters().forEach(cluster -> write(out, cluster));
            out.endArray().array("busiest");
            stats.busiest().forEach(busy -> write(out, busy));
            out.endArray().array("nodes");
            nodes.get().forEach(node -> write(out, node));
            out.endArray();
        } else {
            out.text("clusters", null).text("busiest", null).text("nodes", null);
        }
    }

    private static void write(JsonOut out, NodeShare node) {
        out.object()
                .number("id", node.id())
                .text("name", node.name())
                .flag("here", node.here())
                .number("connections", node.connections())
                .array("clusters");
        node.clusters().forEach(out::element);
        out.endArray().endObject();
    }

    private static void write(JsonOut out, ClusterSync cluster) {
        out.object()
                .number("id", cluster.id())
                .text("name", cluster.name())
                .text("own_name", cluster.ownName())
                .text("kind", cluster.kind().word())
                .number("hosts", cluster.hosts())
                .text("state", cluster.state())
                .flag("syncing", cluster.syncing())
                .epoch("last_full_sync", cluster.lastFull())
                .epoch("last_quick_sync", cluster.lastQuick())
                .number("duration_ms", cluster.durationMs())
                .epoch("next_due", cluster.nextDue())
                .number("backoff_s", cluster.backoffSeconds())
                .figure("calls_per_minute", cluster.callsAMinute())
                .text("error", cluster.error())
                .endObject();
    }

    private static void write(JsonOut out, Busy busy) {
        out.object()
                .number("connection", busy.connectionId())
                .number("cluster", busy.clusterId())
                .array("addresses");
        busy.addresses().forEach(out::element);
        out.endArray()
                .figure("calls_per_minute", busy.callsAMinute())
                .number("quick_interval_s", busy.quickInterval().toSeconds())
                .endObject();
    }

    static void write(JsonOut out, SyncRun run) {
        out.object()
                .number("id", run.id())
                .number("cluster", run.clusterId())
                .text("kind", run.kind().word())
                .text("cause", run.cause())
                .text("state", run.state())
                .time("started", run.started())
                .number("duration_ms", run.durationMs())
                .number("seen", run.seen())
                .number("added", run.added())
                .number("changed", run.changed())
                .number("gone", run.gone())
                .number("errors", run.errors())
                .number("calls", run.calls())
                .text("error", run.error())
                .endObject();
    }
}
