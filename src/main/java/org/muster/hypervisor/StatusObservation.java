package org.muster.hypervisor;

import java.util.List;

/**
 * The status of every VM of a connection at one instant.
 *
 * @param calls requests that it took
 */
public record StatusObservation(List<StatusReading> readings, int calls) {

    public StatusObservation {
        readings = List.copyOf(readings);
    }
}
