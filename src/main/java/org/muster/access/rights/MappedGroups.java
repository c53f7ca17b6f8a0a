package org.muster.access.rights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The groups of an account that somebody outside decides about; those that were given in Muster stay. */
public final class MappedGroups {

    private MappedGroups() {}

    /**
     * The groups that an account would be in; names of no group of Muster are passed over.
     *
     * @param mapped names of all groups that are decided about outside
     * @param in names of those among them that the account is to be in
     */
    public static Set<Long> wanted(Connection tx, long account, Set<String> mapped, Set<String> in)
            throws SQLException {
        Set<Long> wanted = new TreeSet<>(current(tx, account));
        wanted.removeAll(named(tx, mapped));
        wanted.addAll(named(tx, in));
        return wanted;
    }

    /** The groups that an account is in. */
    public static Set<Long> current(Connection tx, long account) throws SQLException {
        Set<Long> groups = new TreeSet<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT group_id FROM group_member WHERE account_id = ?")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    groups.add(row.getLong(1));
                }
            }
        }
        return groups;
    }

    private static Set<Long> named(Connection tx, Set<String> names) throws SQLException {
        Set<Long> groups = new HashSet<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT id FROM user_group WHERE name_key = ?")) {
            for (String name : names) {
                select.setString(1, Groups.key(name));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        groups.add(row.getLong(1));
                    }
                }
            }
        }
        return groups;
    }
}
