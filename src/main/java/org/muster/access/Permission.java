package org.muster.access;

/** What a caller may be allowed to do. Which VMs it may do it to is the viewer's matter. */
public enum Permission {
    /** See the VMs that one may see. */
    VM_READ,
    /** Start, stop and the like. */
    VM_POWER,
    /** Have VMs observed now ({@code live}, {@code force_refresh}). */
    VM_REFRESH,
    /** See clusters and hosts. */
    HOST_READ,
    /** Trigger a sync. */
    SYNC_TRIGGER,
    /** Add, change and delete clusters. */
    CLUSTER_ADMIN,
    /** Read the audit trail and have it verified. */
    AUDIT_READ,
    /** Change what may be changed while Muster runs. */
    SETTINGS_ADMIN
}
