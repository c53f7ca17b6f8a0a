package org.muster.hypervisor.demo;

import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/**
 * The last action asked of a machine; from then on it does as it was told, not as chance would have it.
 *
 * @param at epoch ms
 * @param before what it did then
 */
record DemoOrder(VmAction action, long at, DemoCondition before) {

    private static final long START_TAKES = 2000;
    private static final long SHUTDOWN_TAKES = 3000;

    /** Why a machine in that condition can't obey, or null if it can. */
    static @Nullable String refusal(DemoVm vm, DemoCondition now, VmAction action) {
        boolean allowed =
                switch (action) {
                    case START -> now.status() == VmStatus.STOPPED;
                    case STOP -> now.status().isActive();
                    case SHUTDOWN, REBOOT, SUSPEND -> now.status() == VmStatus.RUNNING;
                    case RESET -> now.status() == VmStatus.RUNNING || now.status() == VmStatus.PAUSED;
                    case RESUME -> now.status() == VmStatus.PAUSED;
                };
        if (!allowed) {
            return "cannot " + action.word() + " " + vm.details().name() + ": it is " + now.detail();
        }
        return vm.details().template() ? vm.details().name() + " is a template" : null;
    }

    /** What the machine does at that epoch ms. */
    DemoCondition at(long now) {
        return switch (action) {
            case START -> now < at + START_TAKES ? DemoCondition.starting(at) : DemoCondition.running(at);
            case SHUTDOWN ->
                now < at + SHUTDOWN_TAKES ? DemoCondition.shuttingDown(before.startedAt()) : DemoCondition.OFF;
            case STOP -> DemoCondition.OFF;
            case REBOOT, RESET -> DemoCondition.running(at);
            case SUSPEND -> DemoCondition.paused(before.startedAt());
            case RESUME -> DemoCondition.running(before.startedAt());
        };
    }
}
