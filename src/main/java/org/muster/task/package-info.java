/**
 * Actions on VMs as persistent tasks: submit, run, confirm, resume after a restart. Uses inventory, hypervisor, sync.
 * Invariant: a VM has at most one task under way, and every task ends in a verdict.
 */
@NullMarked
package org.muster.task;

import org.jspecify.annotations.NullMarked;
