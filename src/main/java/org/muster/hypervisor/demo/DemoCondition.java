package org.muster.hypervisor.demo;

import org.muster.inventory.VmStatus;

/**
 * What a made-up machine does at an instant.
 *
 * @param detail the demo's own word for the status
 * @param startedAt epoch ms; 0 when it is off
 */
record DemoCondition(VmStatus status, String detail, long startedAt) {

    static final DemoCondition OFF = new DemoCondition(VmStatus.STOPPED, "off", 0);

    static DemoCondition running(long startedAt) {
        return new DemoCondition(VmStatus.RUNNING, "running", startedAt);
    }

    static DemoCondition paused(long startedAt) {
        return new DemoCondition(VmStatus.PAUSED, "paused", startedAt);
    }

    static DemoCondition starting(long startedAt) {
        return new DemoCondition(VmStatus.STARTING, "starting", startedAt);
    }

    static DemoCondition shuttingDown(long startedAt) {
        return new DemoCondition(VmStatus.STOPPING, "shutting down", startedAt);
    }
}
