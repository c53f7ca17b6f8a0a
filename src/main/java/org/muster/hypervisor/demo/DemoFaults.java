package org.muster.hypervisor.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/** What is wrong with a fleet's hosts, counted from 1; all are well at first. Set by tests and load rigs. */
public final class DemoFaults {

    /**
     * @param breaks how often the host died: connections from before are broken
     */
    private record State(boolean hangs, boolean refuses, Duration latency, long breaks) {
        static final State WELL = new State(false, false, Duration.ZERO, 0);
    }

    private final Map<Integer, State> states = new HashMap<>();

    DemoFaults() {}

    /** The host takes questions and answers nothing. */
    public synchronized void hang(int host) {
        State was = of(host);
        set(host, new State(true, was.refuses, was.latency, was.breaks));
    }

    /** The host is gone: open connections break, new ones are refused. */
    public synchronized void refuse(int host) {
        State was = of(host);
        set(host, new State(was.hangs, true, was.latency, was.breaks + 1));
    }

    /** Every answer of the host takes that long. */
    public synchronized void latency(int host, Duration latency) {
        State was = of(host);
        set(host, new State(was.hangs, was.refuses, latency, was.breaks));
    }

    /** The host is well again; what broke stays broken. */
    public synchronized void heal(int host) {
        set(host, new State(false, false, Duration.ZERO, of(host).breaks));
    }

    /** The number that a connection opened now gives to {@link #pass}. */
    synchronized long breaks(int host) {
        return of(host).breaks;
    }

    /** Has waiting calls look again whether their connection was closed. */
    synchronized void wake() {
        notifyAll();
    }

    /** Returns when the host answers, or throws when it does not within the limit. */
    synchronized void pass(int host, long breaks, Duration limit, BooleanSupplier closed) throws HypervisorException {
        long asked = System.nanoTime();
        long end = asked + limit.toNanos();
        while (true) {
            State state = of(host);
            if (closed.getAsBoolean() || state.refuses || state.breaks != breaks) {
                throw new HypervisorException(
                        Reason.UNREACHABLE, DemoFleetSize.hostName(host) + " does not take connections");
            }
            long now = System.nanoTime();
            long answer = asked + state.latency.toNanos();
            if (!state.hangs && now - answer >= 0) {
                return;
            }
            if (now - end >= 0) {
                throw new HypervisorException(
                        Reason.TIMEOUT,
                        DemoFleetSize.hostName(host) + " did not answer within " + limit.toMillis() + " ms");
            }
            await((state.hangs ? end : Math.min(answer, end)) - now);
        }
    }

    private void await(long nanos) throws HypervisorException {
        try {
            wait(nanos / 1_000_000 + 1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "the wait for an answer was interrupted", interrupted);
        }
    }

    private State of(int host) {
        return states.getOrDefault(host, State.WELL);
    }

    private void set(int host, State state) {
        states.put(host, state);
        notifyAll();
    }
}
