package org.muster.ui.vms;

import org.jspecify.annotations.Nullable;
import org.muster.inventory.Marks;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/**
 * What is noted on a VM beside how it does; lines that its source does not have are left out.
 *
 * @param snapshots how many, in words
 * @param description in its own lines, empty if there is none
 */
public record VmNotes(
        @Nullable String pool,
        @Nullable String lock,
        @Nullable String haState,
        @Nullable String snapshots,
        String description) {

    static VmNotes of(VmState state) {
        Marks marks = state.marks();
        VmDetails details = state.details();
        Integer snapshots = details.snapshots();
        return new VmNotes(
                marks.pool(),
                marks.lock(),
                marks.haState(),
                snapshots == null ? null : snapshots == 0 ? "none" : snapshots.toString(),
                details.description());
    }
}
