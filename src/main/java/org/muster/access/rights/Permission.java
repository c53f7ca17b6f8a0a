package org.muster.access.rights;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may be allowed to do. Those of VMs are held on some VMs or on all; the others only by a grant of
 * everything.
 */
public enum Permission {
    /** See a VM. */
    VM_READ(0, true),
    /** Start, stop and the like. */
    VM_POWER(1, true),
    /** Have VMs observed now ({@code live}, {@code force_refresh}). */
    VM_REFRESH(2, false),
    /** Open a VM's console. */
    VM_CONSOLE(3, true),
    /** Take, restore and delete a VM's snapshots. */
    VM_SNAPSHOT(4, true),
    /** Make VMs. */
    VM_CREATE(5, false),
    /** Delete a VM. */
    VM_DELETE(6, true),
    /** Say who owns a VM, and which tags Muster gives it. */
    VM_ASSIGN(7, true),
    /** Let others see a VM, or start and stop it, as far as one may oneself. */
    VM_SHARE(8, true),
    /** See clusters and hosts. */
    HOST_READ(9, false),
    /** Add, change and delete clusters. */
    CLUSTER_ADMIN(10, false),
    /** Trigger a sync. */
    SYNC_TRIGGER(11, false),
    /** Administer users, groups, roles and grants, with no more rights than one has oneself. */
    USER_ADMIN(12, false),
    /** Read the audit trail. */
    AUDIT_READ(13, false),
    /** Read the metrics of all VMs. */
    METRICS_READ(14, false),
    /** Change what may be changed while Muster runs. */
    SETTINGS_ADMIN(15, false);

    /** Another name of {@link #VM_READ}. */
    private static final String QEMU_READ = "RBAC_QEMU_READ";

    private final long bit;
    private final boolean ofVms;

    Permission(int place, boolean ofVms) {
        this.bit = 1L << place;
        this.ofVms = ofVms;
    }

    /** Whether it is held on single VMs. */
    public boolean isOfVms() {
        return ofVms;
    }

    /** Whether it is among these bits. */
    boolean isIn(long bits) {
        return (bits & bit) != 0;
    }

    /** These as bits; the database holds them. */
    public static long bits(Collection<Permission> permissions) {
        return permissions.stream().mapToLong(one -> one.bit).reduce(0, (a, b) -> a | b);
    }

    /** The permissions of these bits; bits that mean nothing are left out. */
    public static Set<Permission> of(long bits) {
        EnumSet<Permission> held = EnumSet.noneOf(Permission.class);
        Arrays.stream(values()).filter(one -> one.isIn(bits)).forEach(held::add);
        return held;
    }

    /** The permission of that name, whichever of its names that is. */
    public static Optional<Permission> named(String name) {
        String own = name.equals(QEMU_READ) ? VM_READ.name() : name;
        return Arrays.stream(values()).filter(one -> one.name().equals(own)).findFirst();
    }
}
