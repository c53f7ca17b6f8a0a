package org.muster.access.rights;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A named set of permissions.
 *
 * @param id below 100 for those that are built in
 */
public record Role(long id, String name, Set<Permission> permissions) {

    /** May everything. */
    public static final Role ADMINISTRATOR = new Role(1, "administrator", EnumSet.allOf(Permission.class));

    /** Sees everything that there is to see, and what was done. */
    public static final Role AUDITOR =
            of(2, "auditor", Permission.VM_READ, Permission.HOST_READ, Permission.AUDIT_READ, Permission.METRICS_READ);

    /** Runs VMs. */
    public static final Role OPERATOR = of(
            3,
            "operator",
            Permission.VM_READ,
            Permission.VM_POWER,
            Permission.VM_REFRESH,
            Permission.VM_CONSOLE,
            Permission.VM_SNAPSHOT,
            Permission.HOST_READ,
            Permission.SYNC_TRIGGER);

    /** Has VMs as its own. */
    public static final Role OWNER = of(
            4,
            "owner",
            Permission.VM_READ,
            Permission.VM_POWER,
            Permission.VM_CONSOLE,
            Permission.VM_SNAPSHOT,
            Permission.VM_SHARE);

    /** Sees VMs. */
    public static final Role VIEWER = of(5, "viewer", Permission.VM_READ);

    /** Sees VMs, and starts and stops them. */
    public static final Role POWER = of(6, "power", Permission.VM_READ, Permission.VM_POWER);

    static final List<Role> BUILT_IN = List.of(ADMINISTRATOR, AUDITOR, OPERATOR, OWNER, VIEWER, POWER);

    public Role {
        permissions = Set.copyOf(permissions);
    }

    private static Role of(long id, String name, Permission... permissions) {
        return new Role(id, name, Set.of(permissions));
    }

    /** Whether it can't be changed. */
    public boolean isBuiltIn() {
        return id < 100;
    }

    static Role of(long id, String name, Collection<Permission> permissions) {
        return new Role(id, name, Set.copyOf(permissions));
    }

    long bits() {
        return Permission.bits(permissions);
    }
}
