package org.muster.hypervisor;

import java.util.List;
import java.util.Set;

/**
 * The status of every VM of a connection at one instant.
 *
 * @param offline hosts of which the source says that they are down; their VMs keep their last status
 * @param calls requests that it took
 */
public record StatusObservation(List<StatusReading> readings, Set<String> offline, int calls) {

    public StatusObservation {
        readings = List.copyOf(readings);
        offline = Set.copyOf(offline);
    }
}
