package org.muster.ui.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmCounts;
import org.muster.sync.NodeReport.NodeShare;
import org.muster.sync.Quarantines.Doubt;
import org.muster.sync.SyncReport.ClusterSync;
import org.muster.sync.SyncReport.SyncStats;
import org.muster.sync.SyncRun;
import org.muster.ui.page.When;

/**
 * The part of the sync screen that is asked for again and again.
 *
 * @param running whether the engine is alive
 * @param failures the most failures in a row that a connection has now
 * @param nodes the processes of Muster that share the work
 * @param trigger whether the caller may start a pass
 * @param decide whether the caller may say what an observation that is not believed means
 */
public record SyncState(
        boolean running,
        VmCounts vms,
        @Nullable When lastFull,
        @Nullable When lastQuick,
        int failures,
        List<String> issues,
        List<ClusterLine> clusters,
        List<BusyLine> busiest,
        List<DoubtLine> doubts,
        List<RunLine> runs,
        List<NodeShare> nodes,
        boolean trigger,
        boolean decide,
        String csrf) {

    /** What the caller may press. */
    record Buttons(boolean trigger, boolean decide, String csrf) {}

    static SyncState of(
            SyncStats stats,
            List<String> issues,
            List<Doubt> doubts,
            List<SyncRun> runs,
            List<NodeShare> nodes,
            Buttons buttons,
            Instant now) {
        Map<Long, String> names =
                stats.clusters().stream().collect(Collectors.toMap(ClusterSync::id, ClusterSync::name));
        return new SyncState(
                stats.running(),
                stats.vms(),
                When.of(stats.lastFull(), now),
                When.of(stats.lastQuick(), now),
                stats.consecutiveErrors(),
                List.copyOf(issues),
                stats.clusters().stream()
                        .map(cluster -> ClusterLine.of(cluster, now))
                        .toList(),
                stats.busiest().stream().map(BusyLine::of).toList(),
                doubts.stream().map(DoubtLine::of).toList(),
                runs.stream()
                        .map(run -> RunLine.of(run, names.getOrDefault(run.clusterId(), "removed"), now))
                        .toList(),
                nodes,
                buttons.trigger(),
                buttons.decide(),
                buttons.csrf());
    }
}
