/**
 * When and how Muster observes: timers, passes, the pure Reconciler and BackOff, run history, and the open
 * connections. Uses inventory, connection, hypervisor.
 * Invariant: one connection that hangs, fails or lies delays no other and changes nothing that was known.
 */
@NullMarked
package org.muster.sync;

import org.jspecify.annotations.NullMarked;
