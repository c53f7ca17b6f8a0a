package org.muster.access.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of the trail: rows in, rows out. */
final class AuditRows {

    private static final String COLUMNS =
            "id, at, actor_id, actor, action, target, source_ip, outcome, asked, detail, row_hash, seal";

    private AuditRows() {}

    static void insert(Connection tx, AuditRow row) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, row.id());
            insert.setLong(2, row.at());
            insert.setObject(3, row.actorId(), Types.BIGINT);
            insert.setString(4, row.actor());
            insert.setString(5, row.action());
            insert.setString(6, row.target());
            insert.setString(7, row.source());
            insert.setString(8, row.outcome());
            insert.setObject(9, row.asked(), Types.BIGINT);
            insert.setString(10, row.detail());
            insert.setString(11, row.hash());
            insert.setString(12, row.seal());
            insert.executeUpdate();
        }
    }

    static Optional<AuditRow> find(Connection tx, long id) throws SQLException {
        return read(tx, "WHERE id = ?", List.of(id)).stream().findFirst();
    }

    /** Those after one, in their order. */
    static List<AuditRow> after(Connection tx, long id, int most) throws SQLException {
        return read(tx, "WHERE id > ? ORDER BY id LIMIT ?", List.of(id, most));
    }

    /** @param where what follows the table's name; never a word of a reader's */
    static List<AuditRow> read(Connection tx, String where, List<?> values) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT " + COLUMNS + " FROM audit " + where)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                List<AuditRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(row(row));
                }
                return rows;
            }
        }
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong(1),
                row.getLong(2),
                number(row, 3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                number(row, 9),
                row.getString(10),
                row.getString(11),
                row.getString(12));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }
}
