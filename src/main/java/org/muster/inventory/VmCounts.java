package org.muster.inventory;

/** Numbers of live VMs that a viewer may see. */
public record VmCounts(long total, long fresh, long withError, long running) {}
