package org.muster.access.rights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads grants, rules, roles and groups; each call joins the caller's transaction. */
final class RightsTables {

    private static final String GRANTS = "SELECT id, subject, role_id, scope, scope_id, scope_tag, shared, until,"
            + " granted_by, created_at FROM access_grant";

    private RightsTables() {}

    /** What holds at that instant. */
    static Claims claims(Connection tx, Instant now) throws SQLException {
        return new Claims(
                roles(tx),
                grants(tx, "").stream().filter(grant -> grant.isLive(now)).toList(),
                rules(tx),
                parents(tx),
                users(tx));
    }

    /** All roles, those that are built in first. */
    static List<Role> roles(Connection tx) throws SQLException {
        List<Role> roles = new ArrayList<>(Role.BUILT_IN);
        try (PreparedStatement select =
                        tx.prepareStatement("SELECT id, name, permissions FROM access_role ORDER BY name_key");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                List<Permission> held = new ArrayList<>();
                for (String word : row.getString(3).split(",")) {
                    Permission.named(word).ifPresent(held::add); // one of a later version means nothing here
                }
                roles.add(Role.of(row.getLong(1), row.getString(2), held));
            }
        }
        return roles;
    }

    /** @param where a condition with its parameters, or nothing */
    static List<Grant> grants(Connection tx, String where, Object... values) throws SQLException {
        return read(tx, where, "", values);
    }

    /** A page of those for which the condition holds. */
    static List<Grant> grantsOf(Connection tx, Listed.Where where, Listed.Page page) throws SQLException {
        return read(tx, where.sql(), page.sql(), where.values());
    }

    private static List<Grant> read(Connection tx, String where, String page, Object[] values) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(GRANTS + where + " ORDER BY id" + page)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<Grant> grants = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    grants.add(grant(row));
                }
            }
            return grants;
        }
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                row.getLong(1),
                Subject.parse(row.getString(2)).orElseThrow(),
                row.getLong(3),
                Scope.of(row.getString(4), row.getLong(5), row.getString(6)),
                row.getBoolean(7),
                instant(row, 8),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    static List<Rule> rules(Connection tx) throws SQLException {
        List<Rule> rules = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(
                        "SELECT id, kind, pattern, subject, role_id FROM assignment_rule ORDER BY id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rules.add(new Rule(
                        row.getLong(1),
                        row.getString(2).equals(Rule.Kind.TAG.word()) ? Rule.Kind.TAG : Rule.Kind.NAME,
                        row.getString(3),
                        Subject.parse(row.getString(4)).orElse(null),
                        row.getLong(5)));
            }
        }
        return rules;
    }

    private static Map<Long, Long> parents(Connection tx) throws SQLException {
        Map<Long, Long> parents = new HashMap<>();
        try (PreparedStatement select =
                        tx.prepareStatement("SELECT id, parent_id FROM user_group WHERE parent_id IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                parents.put(row.getLong(1), row.getLong(2));
            }
        }
        return parents;
    }

    private static Map<String, Long> users(Connection tx) throws SQLException {
        Map<String, Long> users = new HashMap<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT name_key, id FROM account");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                users.put(row.getString(1), row.getLong(2));
            }
        }
        return users;
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
