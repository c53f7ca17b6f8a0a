package org.muster.access.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table {@code login_session}. */
final class SessionRows {

    private static final String SELECT = "SELECT id, account_id, kind, proof, begun_at, last_seen, idle, ends_at,"
            + " source, agent FROM login_session";

    private SessionRows() {}

    static void insert(Connection tx, Session session, @Nullable RefreshToken refresh) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO login_session (id, account_id, kind, proof,"
                + " begun_at, last_seen, idle, ends_at, source, agent, family_hash, refresh_hash)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, session.id());
            insert.setLong(2, session.account());
            insert.setString(3, session.kind().word());
            insert.setString(4, session.proof());
            insert.setLong(5, session.begun().toEpochMilli());
            insert.setLong(6, session.lastSeen().toEpochMilli());
            insert.setLong(7, session.idle().toMillis());
            insert.setLong(8, session.ends().toEpochMilli());
            insert.setString(9, session.source());
            insert.setString(10, session.agent());
            insert.setString(11, refresh == null ? null : refresh.familyHash());
            insert.setString(12, refresh == null ? null : refresh.hash());
            insert.executeUpdate();
        }
    }

    static List<Session> select(Connection tx, String where, Object value) throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(SELECT + where)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sessions.add(session(row));
                }
            }
        }
        return sessions;
    }

    /** Runs a statement with these values; how many rows it changed. */
    static int run(Connection tx, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getLong(1),
                row.getLong(2),
                Session.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Duration.ofMillis(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                row.getString(10));
    }
}
