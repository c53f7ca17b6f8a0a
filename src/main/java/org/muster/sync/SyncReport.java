package org.muster.sync;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmCounts;

/** How the roll call is going. */
@Singleton
public class SyncReport {

    /**
     * The state of one cluster.
     *
     * @param state ok, failing, quarantined or never observed ("pending")
     * @param syncing a pass is under way
     * @param nextDue when a connection of it is asked next
     * @param backoffSeconds longest wait that a failing connection of it is in, 0 if none
     */
    public record ClusterSync(
            long id,
            String name,
            SourceKind kind,
            int hosts,
            String state,
            boolean syncing,
            @Nullable Instant lastFull,
            @Nullable Instant lastQuick,
            long durationMs,
            @Nullable Instant nextDue,
            long backoffSeconds,
            @Nullable String error) {}

    /**
     * The whole.
     *
     * @param lastFull the latest full pass of any cluster
     * @param consecutiveErrors the most failures in a row that a connection has now
     * @param running the engine is alive
     */
    public record SyncStats(
            VmCounts vms,
            @Nullable Instant lastFull,
            @Nullable Instant lastQuick,
            int consecutiveErrors,
            boolean running,
            List<ClusterSync> clusters) {}

    /** Which connections are stale now; read at most once a second. */
    public Staleness staleness() {
        throw new IllegalStateException();
    }

    /** Counts of what the viewer may see, and every cluster's state. */
    public SyncStats stats(Viewer viewer) {
        throw new IllegalStateException();
    }

    /** What is wrong, a sentence each; empty if all is well. */
    public List<String> issues() {
        throw new IllegalStateException();
    }
}
