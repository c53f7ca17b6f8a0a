package org.muster.access;

import java.util.Set;
import org.muster.inventory.Viewer;

/**
 * Who is asking.
 *
 * @param role the account's role
 * @param sourceIp where the request came from, for the audit trail
 */
public record Caller(long id, String name, Role role, String sourceIp) {

    /** Whether the caller may. */
    public boolean may(Permission permission) {
        return role.permissions().contains(permission);
    }

    /**
     * Passes if the caller may.
     *
     * @throws AccessDenied if not
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new AccessDenied(permission);
        }
    }

    /** The eyes to look at the inventory with. */
    public Viewer viewer() {
        return role == Role.ADMIN ? Viewer.ALL : new Viewer(false, Set.of("user:" + id));
    }
}
