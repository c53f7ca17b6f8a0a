package org.muster.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A physical machine that runs VMs, as last observed. Percent are 0..100, null if not known. */
public record Host(
        long clusterId,
        String name,
        long connectionId,
        boolean online,
        int cpus,
        long memoryMib,
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        String version,
        Instant lastSeen) {}
