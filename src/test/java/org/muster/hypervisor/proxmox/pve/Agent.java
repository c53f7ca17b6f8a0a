package org.muster.hypervisor.proxmox.pve;

/** What a QEMU guest's agent does: whether there should be one is its VM's configuration. */
public enum Agent {
    /** Answers with the guest's addresses. */
    ANSWERS,
    /** Nobody is there: the host waits for about three seconds, then says so. */
    SILENT,
    /** An old one that knows no command but ping. */
    KNOWS_NOTHING
}
