package org.muster.access.rights;

import java.util.EnumSet;
import java.util.Set;
import org.muster.inventory.Viewer;

/**
 * What somebody holds.
 *
 * @param everywhere by grants of everything
 * @param subjects what the account goes by: {@code user:7}, {@code group:3}
 * @param most nothing else is held, whatever is granted: a token may be made for less than its account has
 */
public record Rights(long account, Set<Permission> everywhere, Set<String> subjects, Set<Permission> most) {

    private static final Set<Permission> ALL = Set.of(Permission.values());

    public Rights {
        everywhere = Set.copyOf(everywhere);
        subjects = Set.copyOf(subjects);
        most = Set.copyOf(most);
    }

    /** All that is granted. */
    public Rights(long account, Set<Permission> everywhere, Set<String> subjects) {
        this(account, everywhere, subjects, ALL);
    }

    /** The same, but nothing beyond these. */
    public Rights within(Set<Permission> permissions) {
        Set<Permission> kept = EnumSet.noneOf(Permission.class);
        everywhere.stream().filter(permissions::contains).forEach(kept::add);
        return new Rights(account, kept, permissions.contains(Permission.VM_READ) ? subjects : Set.of(), permissions);
    }

    /** Whether it is held everywhere. */
    public boolean may(Permission permission) {
        return everywhere.contains(permission);
    }

    /** The eyes to look at the inventory with. */
    public Viewer viewer() {
        return new Viewer(may(Permission.VM_READ), subjects, most.contains(Permission.VM_READ) ? account : 0);
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
