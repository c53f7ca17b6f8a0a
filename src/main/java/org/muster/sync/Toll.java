package org.muster.sync;

import java.time.Duration;
import org.muster.inventory.ConnectionState.Effort;

/**
 * What a pass took.
 *
 * @param ifQuiet how often the connection is asked from now on, and what it has cost lately, if the pass changed nothing
 * @param base how often it is asked if the pass changed something
 */
record Toll(Duration took, Effort ifQuiet, Duration base) {

    Effort effort(boolean changed) {
        return changed ? new Effort(base, ifQuiet.callsAMinute()) : ifQuiet;
    }
}
