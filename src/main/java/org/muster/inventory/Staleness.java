package org.muster.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which connections are not observed as they should be, at one instant; a row is as fresh as its connection.
 *
 * @param now the instant
 * @param since stale connections, and since when
 * @param states all connections' states by connection id
 */
public record Staleness(Instant now, Map<Long, Instant> since, Map<Long, ConnectionState> states) {

    /** The sync error of a VM whose host is down while its cluster answers. */
    public static final String HOST_OFFLINE = "host offline";

    /** The sync error of a VM of which its source, though it answers, does not know the status now. */
    public static final String NOT_TOLD = "status not told";

    /** Sync errors of rows that hold what was known last. */
    static final List<String> SILENCES = List.of(HOST_OFFLINE, NOT_TOLD);

    public Staleness {
        since = Map.copyOf(since);
        states = Map.copyOf(states);
    }

    /** The connections that are stale. */
    public Set<Long> connections() {
        return since.keySet();
    }

    /** Since when the row is not observed, or null if it is fresh. */
    public @Nullable Instant since(Vm vm) {
        Instant byConnection = since.get(vm.state().connectionId());
        if (byConnection != null) {
            return byConnection;
        }
        return isSilence(vm.state().syncError()) ? vm.updatedAt() : null;
    }

    /** Whether a row with this sync error holds what was known last. */
    public static boolean isSilence(@Nullable String syncError) {
        return syncError != null && SILENCES.contains(syncError);
    }

    /** The later of the row's own instant and its connection's last full or quick pass. */
    public Instant lastUpdated(Vm vm) {
        ConnectionState state = states.get(vm.state().connectionId());
        Instant observed = state == null ? null : state.lastObserved();
        return observed != null && observed.isAfter(vm.updatedAt()) ? observed : vm.updatedAt();
    }
}
