package org.muster.hypervisor;

import java.util.List;

/**
 * Figures of a connection's active VMs.
 *
 * @param calls requests that it took; 0 where the source gives no bulk figures
 */
public record FigureObservation(List<FigureReading> readings, int calls) {

    /** The answer of a source that gives no bulk figures. */
    public static final FigureObservation NONE = new FigureObservation(List.of(), 0);

    public FigureObservation {
        readings = List.copyOf(readings);
    }
}
