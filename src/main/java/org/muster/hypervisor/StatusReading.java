package org.muster.hypervisor;

import org.muster.inventory.VmStatus;

/**
 * The status of one VM.
 *
 * @param externalId the source's lasting identity (libvirt: the UUID), stable over rename
 * @param host the name of the host that it is on
 * @param status {@link VmStatus#UNKNOWN} if the source does not know now
 * @param detail the source's own word for the status
 */
public record StatusReading(String externalId, String host, VmStatus status, String detail) {}
