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

    Wish wish() {
        return stored.task().wish();
    }

    /** Whether its guest was asked to shut down, and Muster itself is to stop it if it does not. */
    boolean isToBeStopped() {
        return wish().force() && stored.step() == TaskStore.Step.ASKED;
    }

    /** Whether it is being stopped because its guest did not shut down. */
    boolean isStopping() {
        return stored.step() == TaskStore.Step.STOPPING;
    }

    /** The same, so far. */
    Job at(TaskStore.Step step) {
        TaskStore.Stored s = stored;
        return new Job(new TaskStore.Stored(s.task(), s.wasStatus(), s.wasDetail(), s.receipt(), step), vm);
    }

    long connection() {
        return vm.state().connectionId();
    }

    String externalId() {
        return vm.state().externalId();
    }
}
