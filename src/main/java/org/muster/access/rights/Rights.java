package org.muster.access.rights;

import java.util.Set;
import org.muster.inventory.Viewer;

/**
 * What somebody holds.
 *
 * @param everywhere by grants of everything
 * @param subjects what the account goes by: {@code user:7}, {@code group:3}
 */
public record Rights(long account, Set<Permission> everywhere, Set<String> subjects) {

    public Rights {
        everywhere = Set.copyOf(everywhere);
        subjects = Set.copyOf(subjects);
    }

    /** Whether it is held everywhere. */
    public boolean may(Permission permission) {
        return everywhere.contains(permission);
    }

    /** The eyes to look at the inventory with. */
    public Viewer viewer() {
        return new Viewer(may(Permission.VM_READ), subjects, account);
    }

    /**
     * Passes if all these are held everywhere: nobody gives others more than that, nor rules over those who have more.
     *
     * @throws AccessDenied if not
     */
    public void requireAll(Set<Permission> permissions) {
        for (Permission permission : permissions) {
            if (!may(permission)) {
                throw new AccessDenied(permission);
            }
        }
    }
}
