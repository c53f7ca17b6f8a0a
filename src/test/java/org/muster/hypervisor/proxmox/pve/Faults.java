package org.muster.hypervisor.proxmox.pve;

import org.jspecify.annotations.Nullable;

/** The plan that holds now, and those who wait for its end. */
final class Faults {

    private FaultPlan plan = route -> null;
    private boolean closed;
    private int plans;

    synchronized void set(FaultPlan next) {
        plan = next;
        plans++;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The fault of a request; one that hangs waits in here until the plan changes. */
    synchronized @Nullable Fault of(String route) throws InterruptedException {
        Fault fault = plan.fault(route);
        while (fault == Fault.HANG && !closed) {
            int seen = plans;
            while (seen == plans && !closed) {
                wait();
            }
            fault = plan.fault(route);
        }
        return fault;
    }
}
