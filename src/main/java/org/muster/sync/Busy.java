package org.muster.sync;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.inventory.ConnectionState;

/**
 * A connection that was asked much lately.
 *
 * @param quickInterval how often it is asked now; zero if that is not known
 */
public record Busy(
        long connectionId, long clusterId, List<String> addresses, double callsAMinute, Duration quickInterval) {

    private static final int MOST = 10;

    /** The ten that were asked most calls a minute, most first; those that are paused are asked nothing. */
    static List<Busy> most(List<ConnectionState> all, Set<Long> paused, Connections connections) {
        return all.stream()
                .filter(state -> state.effort().callsAMinute() > 0 && !paused.contains(state.connectionId()))
                .sorted(Comparator.comparingDouble(
                                (ConnectionState state) -> -state.effort().callsAMinute())
                        .thenComparingLong(ConnectionState::connectionId))
                .limit(MOST)
                .map(state -> of(state, connections))
                .toList();
    }

    private static Busy of(ConnectionState state, Connections connections) {
        return new Busy(
                state.connectionId(),
                state.clusterId(),
                connections
                        .find(state.connectionId())
                        .map(Connection::addresses)
                        .orElse(List.of()),
                state.effort().callsAMinute(),
                state.effort().quickInterval());
    }
}
