package org.muster.access.rights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What accounts go by: brings {@code account_subject} to what the groups say; each call joins the caller's transaction. */
final class Subjects {

    private static final String GROUPS = "SELECT g.id, g.parent_id FROM group_member m"
            + " JOIN user_group g ON g.id = m.group_id WHERE m.account_id = ?";

    private Subjects() {}

    /** What an account goes by now. */
    static Set<String> of(Connection tx, long account) throws SQLException {
        Set<String> subjects = new HashSet<>();
        try (PreparedStatement select =
                tx.prepareStatement("SELECT subject FROM account_subject WHERE account_id = ? AND revoked = FALSE")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    subjects.add(row.getString(1));
                }
            }
        }
        return subjects;
    }

    /** What a subject goes by now: a group by its parent too. */
    static Set<String> all(Connection tx, Subject subject) throws SQLException {
        if (subject.kind() == Subject.Kind.USER) {
            return of(tx, subject.id());
        }
        Set<String> subjects = new HashSet<>(Set.of(subject.toString()));
        try (PreparedStatement select = tx.prepareStatement("SELECT parent_id FROM user_group WHERE id = ?")) {
            select.setLong(1, subject.id());
            try (ResultSet row = select.executeQuery()) {
                long parent = row.next() ? row.getLong(1) : 0;
                if (parent != 0) {
                    subjects.add(Subject.group(parent).toString());
                }
            }
        }
        return subjects;
    }

    /**
     * Brings those of an account up to date.
     *
     * @param there whether the account is there (still)
     */
    static void renew(Connection tx, long account, boolean there, long revision) throws SQLException {
        Set<String> wanted = there ? wanted(tx, account) : Set.of();
        Map<String, Boolean> known = known(tx, account);
        for (String subject : wanted) {
            if (!known.containsKey(subject)) {
                execute(
                        tx,
                        "INSERT INTO account_subject (revoked, revision, account_id, subject) VALUES (?, ?, ?, ?)",
                        false,
                        revision,
                        account,
                        subject);
            }
        }
        for (Map.Entry<String, Boolean> one : known.entrySet()) {
            boolean revoked = !wanted.contains(one.getKey());
            if (revoked != one.getValue()) {
                execute(
                        tx,
                        "UPDATE account_subject SET revoked = ?, revision = ? WHERE account_id = ? AND subject = ?",
                        revoked,
                        revision,
                        account,
                        one.getKey());
            }
        }
    }

    private static Set<String> wanted(Connection tx, long account) throws SQLException {
        Set<String> wanted = new HashSet<>();
        wanted.add(Subject.user(account).toString());
        try (PreparedStatement select = tx.prepareStatement(GROUPS)) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    wanted.add(Subject.group(row.getLong(1)).toString());
                    long parent = row.getLong(2);
                    if (!row.wasNull()) {
                        wanted.add(Subject.group(parent).toString());
                    }
                }
            }
        }
        return wanted;
    }

    private static Map<String, Boolean> known(Connection tx, long account) throws SQLException {
        Map<String, Boolean> known = new HashMap<>();
        try (PreparedStatement select =
                tx.prepareStatement("SELECT subject, revoked FROM account_subject WHERE account_id = ?")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString(1), row.getBoolean(2));
                }
            }
        }
        return known;
    }

    private static void execute(Connection tx, String sql, boolean revoked, long revision, long account, String subject)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setBoolean(1, revoked);
            statement.setLong(2, revision);
            statement.setLong(3, account);
            statement.setString(4, subject);
            statement.executeUpdate();
        }
    }
}
