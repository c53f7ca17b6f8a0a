package org.muster.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.inventory.Cluster;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Staleness;

/** What is wrong with the roll call, a sentence each. */
final class Issues {

    static final String NO_QUORUM = "it has lost its quorum: too few of its nodes see each other, so it lets nothing be"
            + " changed, and most actions fail.";

    private Issues() {}

    /** @param paused connections of which nothing is asked, nor told */
    static List<String> of(boolean running, List<Cluster> clusters, Staleness stale, Set<Long> paused) {
        List<String> issues = new ArrayList<>();
        if (!running) {
            issues.add("The sync engine does not run.");
        }
        List<ConnectionState> states = stale.states().values().stream()
                .filter(state -> !paused.contains(state.connectionId()))
                .toList();
        Set<Long> observed = states.stream()
                .filter(state -> state.error() == null)
                .map(ConnectionState::clusterId)
                .collect(Collectors.toSet());
        Map<Long, String> names = new HashMap<>();
        for (Cluster cluster : clusters) {
            names.put(cluster.id(), cluster.name());
            if (!cluster.quorate() && observed.contains(cluster.id())) {
                issues.add("Cluster " + cluster.name() + ": " + NO_QUORUM);
            }
        }
        for (ConnectionState state : states) {
            add(issues, "Cluster " + names.getOrDefault(state.clusterId(), "?") + ": ", state, stale);
        }
        return issues;
    }

    private static void add(List<String> issues, String cluster, ConnectionState state, Staleness stale) {
        if (state.error() != null) {
            issues.add(cluster + state.error());
        } else if (stale.connections().contains(state.connectionId())) {
            issues.add(cluster + "a connection was not observed lately.");
        }
        if (state.quarantine().isOpen()) {
            issues.add(cluster + state.quarantine().why() + ".");
        }
    }
}
