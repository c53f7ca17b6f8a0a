package org.muster.hypervisor.demo;

import java.time.Duration;

/**
 * How a demo host does.
 *
 * @param latency how late each answer is; with {@link DemoFault#DRIP} each VM of an answer
 */
public record DemoHealth(DemoFault fault, Duration latency) {

    /** Well and quick. */
    public static final DemoHealth WELL = new DemoHealth(DemoFault.NONE, Duration.ZERO);

    /** How late an answer about so many VMs is. */
    Duration lateness(int vms) {
        return fault == DemoFault.DRIP ? latency.multipliedBy(Math.max(1, vms)) : latency;
    }
}
