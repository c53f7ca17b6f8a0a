package org.muster.task;

import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;

/** A task under way and its VM, as it was when the task was taken up. */
record Job(TaskStore.Stored stored, Vm vm) {

    long task() {
        return stored.task().id();
    }

    VmAction action() {
        return stored.task().action();
    }

    long connection() {
        return vm.state().connectionId();
    }

    String externalId() {
        return vm.state().externalId();
    }
}
