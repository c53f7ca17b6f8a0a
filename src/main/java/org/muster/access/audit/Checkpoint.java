package org.muster.access.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the trail was cut.
 *
 * @param cut the last row that was removed, or is about to be
 * @param hash that row's
 * @param at when, in whole milliseconds
 * @param seal Muster's, over the others
 */
public record Checkpoint(long cut, String hash, Instant at, String seal) {

    static Optional<Checkpoint> latest(Connection tx) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(
                        "SELECT cut_id, row_hash, cut_at, seal FROM audit_checkpoint ORDER BY cut_id DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Checkpoint(
                            row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getString(4)))
                    : Optional.empty();
        }
    }

    void insert(Connection tx) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO audit_checkpoint (cut_id, row_hash, cut_at, seal) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, cut);
            insert.setString(2, hash);
            insert.setLong(3, at.toEpochMilli());
            insert.setString(4, seal);
            insert.executeUpdate();
        }
    }
}
