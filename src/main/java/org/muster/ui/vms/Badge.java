package org.muster.ui.vms;

import org.muster.inventory.VmState;
import org.muster.inventory.VmState.RowTask;
import org.muster.inventory.VmStatus;

/**
 * A VM's status as words with a colour.
 *
 * @param kind the style's name, the status's own word
 */
public record Badge(String kind, String words) {
    static Badge of(VmState state) {
        VmStatus status = state.status();
        RowTask task = state.task();
        boolean passing = status == VmStatus.STARTING || status == VmStatus.STOPPING;
        String words = passing ? status.word() + "…" : status.word();
        if (task != null && task.state() != null) {
            words += ", " + task.state() + "…";
        }
        return new Badge(status.word(), words);
    }
}
