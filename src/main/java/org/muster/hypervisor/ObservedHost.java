package org.muster.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * A physical machine that runs VMs.
 *
 * @param name unique within its cluster
 * @param online false: the source says that it is down; its VMs keep their last status
 * @param cpus logical CPUs
 * @param memoryMib MiB
 * @param cpuUsage percent 0..100, null if not known
 * @param memoryUsage percent 0..100, null if not known
 * @param version of the hypervisor's software, empty if not said
 */
public record ObservedHost(
        String name,
        boolean online,
        int cpus,
        long memoryMib,
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        String version) {}
