package org.muster.access;

import java.util.EnumSet;
import java.util.Set;

/** What an account is: a set of permissions. */
public enum Role {
    /** May everything, sees everything. */
    ADMIN(EnumSet.allOf(Permission.class)),
    /** Sees the VMs granted to it. */
    VIEWER(EnumSet.of(Permission.VM_READ));

    private final Set<Permission> permissions;

    Role(EnumSet<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    /** What the role allows. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
