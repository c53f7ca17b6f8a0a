package org.muster.ui.people;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.ui.page.Choice;

/** A role: its name, and all permissions, those that it has being chosen. */
public record RoleLine(long id, String name, boolean builtIn, List<Choice> permissions) {

    static RoleLine of(Role role) {
        return new RoleLine(role.id(), role.name(), role.isBuiltIn(), choices(role.permissions()));
    }

    static List<Choice> choices(Set<Permission> held) {
        return Arrays.stream(Permission.values())
                .map(one -> new Choice(one.name(), one.name(), "", held.contains(one)))
                .toList();
    }

    /** What it allows. */
    public List<String> held() {
        return permissions.stream().filter(Choice::chosen).map(Choice::label).toList();
    }
}
