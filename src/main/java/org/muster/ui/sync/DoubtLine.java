package org.muster.ui.sync;

import org.muster.sync.Quarantines.Doubt;

/**
 * An observation that is not believed, in words.
 *
 * @param kept whether an administrator has said that the VMs are to be kept
 */
public record DoubtLine(long connection, String address, String why, int lacking, boolean kept) {
    static DoubtLine of(Doubt doubt) {
        String why = doubt.quarantine().why();
        return new DoubtLine(
                doubt.connection().id(),
                String.join(", ", doubt.connection().addresses()),
                why == null ? "" : why,
                doubt.quarantine().lacking(),
                doubt.quarantine().rejected() > 0);
    }
}
