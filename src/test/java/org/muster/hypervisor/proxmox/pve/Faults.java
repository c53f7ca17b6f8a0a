package org.muster.hypervisor.proxmox.pve;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan that holds now, those who wait for its end, and answers that a test put in place of the real ones. */
final class Faults {

    /** An answer as it was put down; the body may be anything. */
    record Canned(int status, String reason, String body) {}

    private FaultPlan plan = route -> null;
    private final Map<String, Canned> canned = new HashMap<>();
    private boolean closed;
    private boolean frozen;
    private boolean keptBreak;
    private int plans;

    synchronized void set(FaultPlan next) {
        plan = next;
        frozen = false;
        keptBreak = false;
        plans++;
        notifyAll();
    }

    /** Nobody is even shaken hands with, until the next plan. */
    synchronized void freeze() {
        set(route -> Fault.HANG);
        frozen = true;
    }

    /** Until the next plan. */
    synchronized void breakKept() {
        keptBreak = true;
    }

    synchronized boolean keptBreak() {
        return keptBreak;
    }

    synchronized void can(String route, Canned answer) {
        canned.put(route, answer);
    }

    synchronized @Nullable Canned canned(String route) {
        return canned.get(route);
    }

    synchronized void throwCansAway() {
        canned.clear();
    }

    /** Returns when hands may be shaken. */
    synchronized void thaw() throws InterruptedException {
        while (frozen && !closed) {
            wait();
        }
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
