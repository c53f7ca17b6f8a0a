package org.muster.inventory;

import java.util.List;

/**
 * What changed for a viewer since a revision.
 *
 * @param vms rows that changed or became visible, and match the query
 * @param gone ids that are gone, no longer visible, or no longer match the query
 * @param revision where the next question begins
 */
public record VmChanges(List<Vm> vms, List<Long> gone, long revision) {}
