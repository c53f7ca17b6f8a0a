package org.muster.inventory;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total rows that match, on all pages
 * @param revision of the inventory that the page shows
 */
public record VmPage(List<Vm> vms, long total, long revision) {}
