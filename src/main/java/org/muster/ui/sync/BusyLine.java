package org.muster.ui.sync;

import java.time.Duration;
import org.muster.sync.Busy;
import org.muster.ui.page.When;

/**
 * A host that is asked much, in words.
 *
 * @param calls a minute, lately
 * @param every how often it is asked now, empty if that is not known
 */
public record BusyLine(String address, String calls, String every) {
    static BusyLine of(Busy busy) {
        Duration every = busy.quickInterval();
        return new BusyLine(
                String.join(", ", busy.addresses()),
                ClusterLine.calls(busy.callsAMinute()),
                every.isZero() ? "" : When.words(every));
    }
}
