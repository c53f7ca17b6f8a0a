package org.muster.hypervisor.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.platform.Time;

/** What is wrong with a fleet's hosts, counted from 1; all are well at first. Set by tests and load rigs. */
public final class DemoFaults {

    /**
     * @param breaks how often the host died: connections from before are broken
     */
    private record State(DemoHealth health, long breaks) {}

    private final Time time;
    private final LongConsumer pause;
    private volatile DemoPlan plan = DemoPlan.NONE;
    private final Map<Integer, State> states = new ConcurrentHashMap<>();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile IntConsumer whenBroken = host -> {};

    /** @param pause lets so many nanoseconds pass, or fewer */
    DemoFaults(Time time, LongConsumer pause) {
        this.time = time;
        this.pause = pause;
    }

    /** What is to happen when a host's connections break. */
    void whenBroken(IntConsumer action) {
        whenBroken = action;
    }

    /** Hosts that nothing is said of do as planned. */
    public void follow(DemoPlan planned) {
        plan = planned;
        wake();
    }

    /** The host takes questions and answers nothing. */
    public void hang(int host) {
        set(host, new DemoHealth(DemoFault.HANG, Duration.ZERO));
    }

    /** The host is gone: open connections break, new ones are refused. */
    public void refuse(int host) {
        set(host, new DemoHealth(DemoFault.REFUSE, Duration.ZERO));
    }

    /** Every answer of the host takes that long. */
    public void latency(int host, Duration latency) {
        set(host, new DemoHealth(DemoFault.NONE, latency));
    }

    /** The host is well again; what broke stays broken. */
    public void heal(int host) {
        set(host, DemoHealth.WELL);
    }

    /** From now on the host does so. */
    public void set(int host, DemoHealth health) {
        int broken = health.fault() == DemoFault.REFUSE ? 1 : 0;
        states.compute(host, (number, was) -> new State(health, (was == null ? 0 : was.breaks) + broken));
        wake();
        if (broken > 0) {
            whenBroken.accept(host);
        }
    }

    /** The number that a connection opened now gives to {@link #pass}. */
    long breaks(int host) {
        return of(host).breaks;
    }

    /** What the host says is wrong with it. */
    DemoFault fault(int host) {
        return of(host).health.fault();
    }

    /** Has waiting calls look again whether their connection was closed. */
    void wake() {
        waiting.forEach(LockSupport::unpark);
    }

    /**
     * Returns when the host answers, or throws when it does not within the limit.
     *
     * @param vms that the answer is about; 0 for a connection to be opened
     */
    void pass(int host, long breaks, int vms, Duration limit, BooleanSupplier closed) throws HypervisorException {
        waiting.add(Thread.currentThread());
        try {
            awaitAnswer(host, breaks, vms, limit, closed);
        } finally {
            waiting.remove(Thread.currentThread());
        }
        if (vms > 0 && fault(host) == DemoFault.CUT) {
            throw new HypervisorException(Reason.BAD_ANSWER, "the answer of " + name(host) + " broke off");
        }
    }

    private void awaitAnswer(int host, long breaks, int vms, Duration limit, BooleanSupplier closed)
            throws HypervisorException {
        long asked = time.nanos();
        while (true) {
            State state = of(host);
            DemoFault fault = state.health.fault();
            if (closed.getAsBoolean() || fault == DemoFault.REFUSE || state.breaks != breaks) {
                throw new HypervisorException(Reason.UNREACHABLE, name(host) + " does not take connections");
            }
            long passed = time.nanos() - asked;
            long lateness = state.health.lateness(vms).toNanos();
            if (fault != DemoFault.HANG && passed >= lateness) {
                return;
            }
            if (passed >= limit.toNanos()) {
                throw new HypervisorException(
                        Reason.TIMEOUT, name(host) + " did not answer within " + limit.toMillis() + " ms");
            }
            await((fault == DemoFault.HANG ? limit.toNanos() : Math.min(lateness, limit.toNanos())) - passed);
        }
    }

    private void await(long nanos) throws HypervisorException {
        pause.accept(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new HypervisorException(Reason.UNREACHABLE, "the wait for an answer was interrupted");
        }
    }

    private State of(int host) {
        State set = states.get(host);
        return set == null ? new State(plan.at(host, time.nanos()), 0) : set;
    }

    private static String name(int host) {
        return DemoFleetSize.hostName(host);
    }
}
