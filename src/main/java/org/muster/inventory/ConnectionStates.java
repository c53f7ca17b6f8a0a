package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.platform.Database;

/** When each connection was last observed, and why not since. */
@Singleton
public class ConnectionStates {

    private static final String COLUMNS =
            "cluster_id, last_pass, last_full, last_quick, failing_since, failures, reason,"
                    + " error, quarantine, lacking, accepted, rejected, duration_ms, next_due,"
                    + " quick_ms, calls_a_minute, connection_id";

    private final Database database;

    @Inject
    public ConnectionStates(Database database) {
        this.database = database;
    }

    /** All. */
    public List<ConnectionState> all() {
        return database.read(tx -> {
            List<ConnectionState> states = new ArrayList<>();
            try (PreparedStatement select = tx.prepareStatement("SELECT * FROM connection_state");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(read(row));
                }
            }
            return states;
        });
    }

    /** One, in the caller's transaction. */
    public Optional<ConnectionState> find(Connection tx, long connectionId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT * FROM connection_state WHERE connection_id = ?")) {
            select.setLong(1, connectionId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** Number of its last pass over all VMs that was committed, 0 if there was none. */
    public static long lastPass(Connection tx, long connectionId) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT last_pass FROM connection_state WHERE connection_id = ?")) {
            select.setLong(1, connectionId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Whether its last pass failed. */
    public static boolean isFailing(Connection tx, long connectionId) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT failing_since FROM connection_state WHERE connection_id = ?")) {
            select.setLong(1, connectionId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && Cells.instant(row, "failing_since") != null;
            }
        }
    }

    /** It leads elsewhere from now on, or as somebody else: what was refused until now is asked again. */
    public static void welcome(Connection tx, long connectionId) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE connection_state SET next_due = NULL WHERE connection_id = ?")) {
            update.setLong(1, connectionId);
            update.executeUpdate();
        }
    }

    /**
     * Writes the state after a pass, in the caller's transaction.
     *
     * @return false if a later pass has been written already: then nothing of this one may be (rule 4)
     */
    public boolean write(Connection tx, ConnectionState state) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE connection_state SET "
                + COLUMNS.replace(", connection_id", "").replace(",", " = ?,") + " = ?"
                + " WHERE connection_id = ? AND last_pass <= ?")) {
            bind(update, state);
            update.setLong(18, state.lastPass());
            if (update.executeUpdate() > 0) {
                return true;
            }
        }
        return find(tx, state.connectionId()).isEmpty() && insert(tx, state);
    }

    private static boolean insert(Connection tx, ConnectionState state) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO connection_state (" + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, state);
            return insert.executeUpdate() > 0;
        }
    }

    private static void bind(PreparedStatement to, ConnectionState state) throws SQLException {
        Parameters p = new Parameters(to);
        p.set(state.clusterId());
        p.set(state.lastPass());
        p.set(state.lastFull());
        p.set(state.lastQuick());
        p.set(state.failingSince());
        p.set(state.failures());
        p.set(state.reason());
        p.set(state.error());
        p.set(state.quarantine().why());
        p.set(state.quarantine().lacking());
        p.set(state.quarantine().accepted());
        p.set(state.quarantine().rejected());
        p.set(state.durationMs());
        p.set(state.nextDue());
        p.set(state.effort().quickInterval().toMillis());
        p.set(state.effort().callsAMinute());
        p.set(state.connectionId());
    }

    private static ConnectionState read(ResultSet row) throws SQLException {
        return new ConnectionState(
                row.getLong("connection_id"),
                row.getLong("cluster_id"),
                row.getLong("last_pass"),
                Cells.instant(row, "last_full"),
                Cells.instant(row, "last_quick"),
                Cells.instant(row, "failing_since"),
                row.getInt("failures"),
                row.getString("reason"),
                row.getString("error"),
                new Quarantine(
                        row.getString("quarantine"),
                        row.getInt("lacking"),
                        row.getInt("accepted"),
                        row.getInt("rejected")),
                row.getLong("duration_ms"),
                Cells.instant(row, "next_due"),
                new ConnectionState.Effort(
                        Duration.ofMillis(row.getLong("quick_ms")), row.getDouble("calls_a_minute")));
    }
}
