package org.muster.task;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Which action a VM's known state allows, what it looks like meanwhile, and when it has succeeded. Pure. */
public final class ActionRules {

    private static final Map<VmAction, Set<VmStatus>> ALLOWED = Map.of(
            VmAction.START, EnumSet.of(VmStatus.STOPPED, VmStatus.CRASHED, VmStatus.UNKNOWN),
            VmAction.STOP,
                    EnumSet.of(
                            VmStatus.RUNNING,
                            VmStatus.PAUSED,
                            VmStatus.SUSPENDED,
                            VmStatus.CRASHED,
                            VmStatus.STOPPING,
                            VmStatus.UNKNOWN),
            VmAction.SHUTDOWN, EnumSet.of(VmStatus.RUNNING, VmStatus.UNKNOWN),
            VmAction.REBOOT, EnumSet.of(VmStatus.RUNNING, VmStatus.UNKNOWN),
            VmAction.RESET, EnumSet.of(VmStatus.RUNNING, VmStatus.PAUSED, VmStatus.CRASHED, VmStatus.UNKNOWN),
            VmAction.SUSPEND, EnumSet.of(VmStatus.RUNNING, VmStatus.UNKNOWN),
            VmAction.RESUME, EnumSet.of(VmStatus.PAUSED, VmStatus.SUSPENDED, VmStatus.UNKNOWN));

    private ActionRules() {}

    /** Why the action is not possible now, one sentence; empty if it is. */
    public static Optional<String> refusal(VmState vm, VmAction action) {
        if (!vm.isLive()) {
            return Optional.of("The VM is gone.");
        }
        if (vm.details().template()) {
            return Optional.of("The VM is a template.");
        }
        if (vm.task() != null) {
            return Optional.of("Another task of this VM is under way.");
        }
        return allows(vm.status(), action)
                ? Optional.empty()
                : Optional.of("The VM is " + vm.status().word() + ": " + action.word() + " is not possible.");
    }

    private static boolean allows(VmStatus status, VmAction action) {
        return ALLOWED.getOrDefault(action, Set.of()).contains(status);
    }

    /** The status to show while the action is under way. */
    static VmStatus meanwhile(VmStatus status, VmAction action) {
        return switch (action) {
            case START -> VmStatus.STARTING;
            case STOP, SHUTDOWN -> VmStatus.STOPPING;
            default -> status;
        };
    }

    /** The contract's task_state; null where the status itself is the transient. */
    static @Nullable String taskState(VmAction action) {
        return switch (action) {
            case START, STOP, SHUTDOWN -> null;
            case REBOOT -> "rebooting";
            case RESET -> "resetting";
            case SUSPEND -> "suspending";
            case RESUME -> "resuming";
        };
    }

    /** Whether the status tells a VM that has done what was asked from one that was never asked. */
    static boolean showsInStatus(VmAction action) {
        return action != VmAction.REBOOT && action != VmAction.RESET;
    }

    /** Whether a VM that is seen so has done what was asked. */
    static boolean isReached(VmAction action, VmStatus seen) {
        return switch (action) {
            case START, RESUME, REBOOT, RESET -> seen == VmStatus.RUNNING;
            case STOP, SHUTDOWN -> seen == VmStatus.STOPPED || seen == VmStatus.CRASHED;
            case SUSPEND -> seen == VmStatus.PAUSED || seen == VmStatus.SUSPENDED;
        };
    }
}
