/**
 * A double of a Proxmox VE cluster for tests: its HTTP API with state, rights, tasks and faults, on loopback with TLS.
 * Held to what was recorded of Proxmox VE 9.2.11 by {@code RecordingsTest}. What no recording shows is said where it is
 * built. Uses the JDK and Jakarta JSON alone, nothing of Muster.
 */
@NullMarked
package org.muster.hypervisor.proxmox.pve;

import org.jspecify.annotations.NullMarked;
