/**
 * The adapter for Proxmox VE clusters, over their REST API: one connection a cluster, with further addresses to fall back
 * on. What comes over the wire is hostile input: bounded, decoded leniently in its types and strictly in its shape.
 */
@NullMarked
package org.muster.hypervisor.proxmox;

import org.jspecify.annotations.NullMarked;
