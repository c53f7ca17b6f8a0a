package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Sequences;

/** The roles: those that are built in, and one's own. Names are compared whatever the case. */
@Singleton
public class Roles {

    private final Register register;

    @Inject
    public Roles(Register register) {
        this.register = register;
    }

    public List<Role> all() {
        return register.read(RightsTables::roles);
    }

    public Optional<Role> find(long id) {
        return all().stream().filter(role -> role.id() == id).findFirst();
    }

    public Optional<Role> named(String name) {
        return all().stream().filter(role -> key(role.name()).equals(key(name))).findFirst();
    }

    /** @throws RightsConflict if the name is taken */
    public Role add(String name, Set<Permission> permissions) {
        return register.change((tx, follow) -> {
            requireFree(tx, name, null);
            Role role = new Role(Sequences.next(tx, "role_seq"), name, permissions);
            try (var insert = tx.prepareStatement(
                    "INSERT INTO access_role (name, name_key, permissions, id) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, role.name());
                insert.setString(2, key(role.name()));
                insert.setString(3, words(role));
                insert.setLong(4, role.id());
                insert.executeUpdate();
            }
            return role;
        });
    }

    /**
     * Changes one's own role, and so what everybody may who has it.
     *
     * @throws RightsConflict if it is built in or the name is taken
     */
    public void change(Role role) {
        register.change((tx, follow) -> {
            requireOwn(role);
            requireFree(tx, role.name(), role.id());
            try (var update = tx.prepareStatement(
                    "UPDATE access_role SET name = ?, name_key = ?, permissions = ? WHERE id = ?")) {
                update.setString(1, role.name());
                update.setString(2, key(role.name()));
                update.setString(3, words(role));
                update.setLong(4, role.id());
                update.executeUpdate();
            }
            follow.of(Scope.ALL);
            return true;
        });
    }

    /** @throws RightsConflict if it is built in, or somebody has it */
    public void remove(Role role) {
        register.change((tx, follow) -> {
            requireOwn(role);
            boolean used =
                    !RightsTables.grants(tx, " WHERE role_id = ?", role.id()).isEmpty()
                            || RightsTables.rules(tx).stream().anyMatch(rule -> rule.role() == role.id());
            if (used) {
                throw new RightsConflict("The role is granted to somebody.");
            }
            try (var delete = tx.prepareStatement("DELETE FROM access_role WHERE id = ?")) {
                delete.setLong(1, role.id());
                return delete.executeUpdate() == 1;
            }
        });
    }

    private static void requireOwn(Role role) {
        if (role.isBuiltIn()) {
            throw new RightsConflict("The role is built in.");
        }
    }

    private static void requireFree(Connection tx, String name, @Nullable Long but) throws SQLException {
        for (Role role : RightsTables.roles(tx)) {
            if (key(role.name()).equals(key(name)) && (but == null || role.id() != but)) {
                throw new RightsConflict("There is a role of that name.");
            }
        }
    }

    private static String words(Role role) {
        return role.permissions().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
