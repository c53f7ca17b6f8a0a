package org.muster.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one VM; null is "not known", never a made-up 0.
 *
 * @param cpuUsage percent 0..100 of the VM's virtual CPUs
 * @param memoryUsage percent 0..100 of what the VM may use
 * @param uptimeSeconds the source's own value
 */
public record FigureReading(
        String externalId, @Nullable Double cpuUsage, @Nullable Double memoryUsage, @Nullable Long uptimeSeconds) {}
