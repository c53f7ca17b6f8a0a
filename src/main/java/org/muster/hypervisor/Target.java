package org.muster.hypervisor;

import java.util.List;
import java.util.Map;

/**
 * What to connect to.
 *
 * @param connectionId Muster's number of the connection
 * @param addresses the first is tried first
 * @param credentials opened secrets by name; empty where none are needed. Never logged: {@link #toString()} hides them
 */
public record Target(long connectionId, List<String> addresses, Map<String, String> credentials) {

    public Target {
        addresses = List.copyOf(addresses);
        credentials = Map.copyOf(credentials);
    }

    @Override
    public String toString() {
        return "Target[" + connectionId + ", " + addresses + "]";
    }
}
