/**
 * The only place that knows libvirt and JNA. Uses the port.
 * Invariant: every native handle is freed, every native call has a deadline that ends it.
 */
@NullMarked
package org.muster.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
