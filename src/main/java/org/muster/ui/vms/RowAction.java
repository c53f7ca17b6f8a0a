package org.muster.ui.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRules;

/**
 * A button of a row.
 *
 * @param danger what may be lost, a question to be confirmed; null if nothing is
 */
public record RowAction(VmAction action, String label, @Nullable String danger) {
    /** All, the most likely first. */
    private static final List<RowAction> ALL = List.of(
            new RowAction(VmAction.START, "Start", null),
            new RowAction(VmAction.RESUME, "Resume", null),
            new RowAction(VmAction.SHUTDOWN, "Shut down", null),
            new RowAction(VmAction.REBOOT, "Reboot", null),
            new RowAction(VmAction.SUSPEND, "Suspend", null),
            new RowAction(
                    VmAction.RESET, "Reset", "Reset this VM? It restarts at once; what is unsaved in it is lost."),
            new RowAction(
                    VmAction.STOP,
                    "Switch off",
                    "Switch this VM off? It stops at once; what is unsaved in it is lost."));

    /** What the known state allows. */
    static List<RowAction> of(Vm vm) {
        return ALL.stream()
                .filter(each -> ActionRules.refusal(vm.state(), each.action).isEmpty())
                .toList();
    }

    /** The word of the route. */
    public String word() {
        return action.word();
    }
}
