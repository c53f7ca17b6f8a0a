package org.muster.access;

import java.util.Set;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Rights;
import org.muster.inventory.Viewer;

/**
 * Who is asking.
 *
 * @param rights what the account holds, or less
 * @param byToken whether a token says who it is
 * @param sourceIp where the request came from, for the audit trail
 */
public record Caller(long id, String name, Rights rights, boolean byToken, String sourceIp) {

    /** One who came with a password or a session. */
    public Caller(long id, String name, Rights rights, String sourceIp) {
        this(id, name, rights, false, sourceIp);
    }

    /** Whether the caller may everywhere; for single VMs ask {@link org.muster.access.rights.RightsBook}. */
    public boolean may(Permission permission) {
        return rights.may(permission);
    }

    /**
     * Passes if the caller may everywhere.
     *
     * @throws AccessDenied if not
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new AccessDenied(permission);
        }
    }

    /** What the caller may everywhere. */
    public Set<Permission> permissions() {
        return rights.everywhere();
    }

    /** The eyes to look at the inventory with. */
    public Viewer viewer() {
        return rights.viewer();
    }
}
