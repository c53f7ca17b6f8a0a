package org.muster.ui.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;

/**
 * A button of a row.
 *
 * @param word of the route
 * @param danger what may be lost, a question to be confirmed; null if nothing is
 */
public record RowAction(String word, String label, @Nullable String danger) {
    private static final RowAction START = new RowAction(VmAction.START.word(), "Start", null);
    private static final RowAction SHUTDOWN = new RowAction(VmAction.SHUTDOWN.word(), "Shut down", null);
    private static final RowAction REBOOT = new RowAction(VmAction.REBOOT.word(), "Reboot", null);
    private static final RowAction SUSPEND = new RowAction(VmAction.SUSPEND.word(), "Suspend", null);
    private static final RowAction RESUME = new RowAction(VmAction.RESUME.word(), "Resume", null);
    private static final RowAction RESET = new RowAction(
            VmAction.RESET.word(), "Reset", "Reset this VM? It restarts at once; what is unsaved in it is lost.");
    private static final RowAction STOP = new RowAction(
            VmAction.STOP.word(), "Switch off", "Switch this VM off? It stops at once; what is unsaved in it is lost.");

    /** What the known state allows, the most likely first; {@code Tasks} has the last word. */
    static List<RowAction> of(Vm vm) {
        VmState state = vm.state();
        if (!state.isLive() || state.task() != null || state.details().template()) {
            return List.of();
        }
        return switch (state.status()) {
            case STOPPED -> List.of(START);
            case CRASHED -> List.of(START, RESET, STOP);
            case RUNNING -> List.of(SHUTDOWN, REBOOT, SUSPEND, RESET, STOP);
            case PAUSED, SUSPENDED -> List.of(RESUME, RESET, STOP);
            case UNKNOWN, STARTING, STOPPING -> List.of();
        };
    }
}
