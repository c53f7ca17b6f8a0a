/**
 * A living, seeded, reproducible fleet of any size: a first look, load and faults without a hypervisor. Uses the port.
 * Invariant: the same seed gives the same fleet; it obeys actions.
 */
@NullMarked
package org.muster.hypervisor.demo;

import org.jspecify.annotations.NullMarked;
