/**
 * The only place that knows libvirt and JNA. Uses the port.
 * Invariant: every native handle is freed, every native call has a deadline that ends it.
 * Tags and the template mark are kept in the domain's own metadata, one element of the namespace {@code urn:muster}:
 * {@code <vm xmlns="urn:muster" template="yes"><tag>web</tag></vm>}, as set by
 * {@code virsh metadata DOMAIN --uri urn:muster --key muster --set '<vm template="yes"><tag>web</tag></vm>'}.
 */
@NullMarked
package org.muster.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
