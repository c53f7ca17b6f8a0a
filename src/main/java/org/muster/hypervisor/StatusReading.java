package org.muster.hypervisor;

import org.jspecify.annotations.Nullable;
import org.muster.inventory.Marks;
import org.muster.inventory.VmStatus;

/**
 * The status of one VM.
 *
 * @param externalId the source's lasting identity (libvirt: the UUID), stable over rename
 * @param host the name of the host that it is on
 * @param status {@link VmStatus#UNKNOWN} if the source does not know now
 * @param detail the source's own word for the status
 * @param marks what the cluster notes on it; null if that was not observed
 */
public record StatusReading(String externalId, String host, VmStatus status, String detail, @Nullable Marks marks) {

    /** Of a source that has no notes on its VMs. */
    public StatusReading(String externalId, String host, VmStatus status, String detail) {
        this(externalId, host, status, detail, null);
    }
}
