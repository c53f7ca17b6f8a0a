package org.muster.hypervisor.demo;

import java.time.Duration;
import java.util.List;

/**
 * Which hosts of a fleet ail when, and how late each answers: a function of the seed, the host and the time, so that a
 * fleet of any size needs no memory for it.
 *
 * @param sick share of the hosts, 0..1, that has one of the faults in each period
 * @param faults which, each as often as the others
 * @param period how long a host stays as it is
 * @param latency each host answers up to so late, always the same
 */
public record DemoPlan(long seed, double sick, List<DemoFault> faults, Duration period, Duration latency) {

    /** All hosts are well and quick. */
    public static final DemoPlan NONE = new DemoPlan(0, 0, List.of(), Duration.ofDays(1), Duration.ZERO);

    public DemoPlan {
        faults = List.copyOf(faults);
    }

    /** How a host does at a monotonic instant. */
    DemoHealth at(int host, long nanos) {
        long key = DemoNoise.mix(seed, host);
        Duration late = Duration.ofNanos((long) (latency.toNanos() * DemoNoise.unit(key, 1)));
        long turn = DemoNoise.mix(key, 2) + Math.floorDiv(nanos, period.toNanos());
        boolean ails = !faults.isEmpty() && DemoNoise.unit(turn, 3) < sick;
        return new DemoHealth(ails ? faults.get((int) DemoNoise.below(turn, 4, faults.size())) : DemoFault.NONE, late);
    }
}
