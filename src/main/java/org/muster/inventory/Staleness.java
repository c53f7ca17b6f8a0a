package org.muster.inventory;

import java.time.Instant;
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
        return HOST_OFFLINE.equals(vm.state().syncError()) ? vm.updatedAt() : null;
    }

    /** The later of the row's own instant and its connection's last full or quick pass. */
    public Instant lastUpdated(Vm vm) {
        ConnectionState state = states.get(vm.state().connectionId());
        Instant observed = state == null ? null : state.lastObserved();
        return observed != null && observed.isAfter(vm.updatedAt()) ? observed : vm.updatedAt();
    }
}
