package org.muster.ui.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRules;

/**
 * A button of a row.
 *
 * @param force whether the VM is switched off if it does not shut down
 * @param danger what may be lost, a question to be confirmed; null if nothing is
 */
public record RowAction(VmAction action, boolean force, String label, @Nullable String danger) {
    /** All, the most likely first. */
    private static final List<RowAction> ALL = List.of(
            new RowAction(VmAction.START, "Start", null),
            new RowAction(VmAction.RESUME, "Resume", null),
            new RowAction(VmAction.SHUTDOWN, "Shut down", null),
            new RowAction(
                    VmAction.SHUTDOWN,
                    true,
                    "Shut down, or switch off",
                    "Shut this VM down? If it is not down in time, it is switched off; what is unsaved in it then is lost."),
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

    private RowAction(VmAction action, String label, @Nullable String danger) {
        this(action, false, label, danger);
    }

    /** What tells the button from the row's others. */
    public String word() {
        return force ? action.word() + "-force" : action.word();
    }

    /** The last part of the route. */
    String route() {
        return force ? action.word() + "?force=true" : action.word();
    }
}
