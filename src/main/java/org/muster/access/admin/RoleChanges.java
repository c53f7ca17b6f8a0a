package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;

/** Adds, changes and removes roles. Each throws as {@link Roles} does, or if the caller has not all that they allow. */
@Singleton
public class RoleChanges {

    private final Roles roles;
    private final Trail trail;

    @Inject
    public RoleChanges(Roles roles, Trail trail) {
        this.roles = roles;
        this.trail = trail;
    }

    public Role add(Caller caller, String name, Set<Permission> permissions) {
        return trail.record(caller, "role.add", name, permissions.toString(), () -> {
            caller.rights().requireAll(permissions);
            return roles.add(name, permissions);
        });
    }

    public void change(Caller caller, Role known, Role wanted) {
        trail.record(caller, "role.change", "role:" + known.id(), known + " to " + wanted, () -> {
            caller.rights().requireAll(known.permissions());
            caller.rights().requireAll(wanted.permissions());
            roles.change(wanted);
            return wanted;
        });
    }

    public void remove(Caller caller, Role known) {
        trail.record(caller, "role.delete", "role:" + known.id(), known.name(), () -> {
            roles.remove(known);
            return true;
        });
    }
}
