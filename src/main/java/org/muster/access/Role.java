package org.muster.access;

import java.util.EnumSet;
import java.util.Locale;
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

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word; {@link IllegalArgumentException} for any other. */
    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What the role allows. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
