package org.muster.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Change;

/**
 * What a pass changes.
 *
 * @param gone how many of the changes give a VM up
 * @param errors observed VMs with an error
 * @param quarantine why missing VMs are not believed to be missing, or null
 * @param lacking how many VMs are lacking for the first time
 * @param wantsFull a quick pass saw that VMs came or went
 */
record Decision(
        List<Change> changes, int gone, int errors, @Nullable String quarantine, int lacking, boolean wantsFull) {

    /** The same without changes that were left out because somebody else had written their rows. */
    Decision without(List<Change> left) {
        int stay = (int) left.stream().filter(Decision::ends).count();
        List<Change> written =
                changes.stream().filter(change -> !left.contains(change)).toList();
        return left.isEmpty() ? this : new Decision(written, gone - stay, errors, quarantine, lacking, wantsFull);
    }

    private static boolean ends(Change change) {
        return change instanceof Change.Updated updated
                && updated.before().isLive()
                && !updated.after().isLive();
    }

    int added() {
        return (int) changes.stream().filter(Change.Added.class::isInstance).count();
    }

    int changed() {
        return changes.size() - added() - gone;
    }
}
