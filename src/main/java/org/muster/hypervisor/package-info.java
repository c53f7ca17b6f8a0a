/**
 * The port to hypervisors, plain Java: observe, act, and one exception with a reason. Uses inventory values only.
 * Invariant: an observation is complete, or it is an exception.
 */
@NullMarked
package org.muster.hypervisor;

import org.jspecify.annotations.NullMarked;
