package org.muster.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.Secrets;
import org.muster.platform.Sequences;

/** The connections, and the only way to their credentials. */
@Singleton
public class Connections {

    /** What is sealed begins with its version and a random number: 19 characters, another each time. */
    private static final String SELECT =
            "SELECT id, cluster_id, kind, addresses, enabled, SUBSTRING(credentials, 1, 19) FROM connection ";

    private static final int COLUMN = 4000;

    private final Database database;
    private final Secrets secrets;

    @Inject
    public Connections(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** All, by cluster and id. */
    public List<Connection> all() {
        return database.read(tx -> select(tx, SELECT + "ORDER BY cluster_id, id", null));
    }

    /** Those that are to be polled, by id. */
    public List<Connection> enabled() {
        return database.read(tx -> select(tx, SELECT + "WHERE enabled = TRUE ORDER BY id", null));
    }

    /** Those that are not to be polled for now, by id. */
    public List<Connection> paused() {
        return database.read(tx -> select(tx, SELECT + "WHERE enabled = FALSE ORDER BY id", null));
    }

    /** Whether there is such a connection, and it is not to be polled for now. */
    public static boolean isPaused(java.sql.Connection tx, long id) throws SQLException {
        return select(tx, SELECT + "WHERE id = ?", id).stream().anyMatch(connection -> !connection.enabled());
    }

    /** One. */
    public Optional<Connection> find(long id) {
        return database.read(
                tx -> select(tx, SELECT + "WHERE id = ?", id).stream().findFirst());
    }

    /** Those of a cluster, by id. */
    public List<Connection> ofCluster(long clusterId) {
        return database.read(tx -> ofCluster(tx, clusterId));
    }

    /** Those of a cluster, by id, as the transaction sees them. */
    public List<Connection> ofCluster(java.sql.Connection tx, long clusterId) throws SQLException {
        return select(tx, SELECT + "WHERE cluster_id = ? ORDER BY id", clusterId);
    }

    /**
     * Adds one, enabled; the credentials are sealed for this row.
     *
     * @throws IllegalArgumentException if addresses or credentials are too long, or an address has a line break
     */
    public Connection add(
            java.sql.Connection tx,
            long clusterId,
            String kind,
            List<String> addresses,
            Map<String, String> credentials)
            throws SQLException {
        long id = Sequences.next(tx, "connection_seq");
        try (var insert = tx.prepareStatement("INSERT INTO connection (cluster_id, kind, enabled, addresses,"
                + " credentials, id) VALUES (?, ?, TRUE, ?, ?, ?)")) {
            insert.setLong(1, clusterId);
            insert.setString(2, kind);
            fill(tx, insert, 3, id, addresses, credentials);
            insert.executeUpdate();
        }
        return select(tx, SELECT + "WHERE id = ?", id).get(0);
    }

    /**
     * Has a connection lead elsewhere, or as somebody else; the credentials until now are gone.
     *
     * @throws IllegalArgumentException as {@link #add} does
     */
    public void replace(java.sql.Connection tx, long id, List<String> addresses, Map<String, String> credentials)
            throws SQLException {
        try (var update = tx.prepareStatement("UPDATE connection SET addresses = ?, credentials = ? WHERE id = ?")) {
            fill(tx, update, 1, id, addresses, credentials);
            update.executeUpdate();
        }
    }

    private void fill(
            java.sql.Connection tx,
            PreparedStatement statement,
            int first,
            long id,
            List<String> addresses,
            Map<String, String> credentials)
            throws SQLException {
        if (!fit(addresses) || !fit(credentials)) {
            throw new IllegalArgumentException("Addresses or credentials are too long.");
        }
        statement.setString(first, lines(addresses));
        statement.setString(
                first + 1, credentials.isEmpty() ? null : secrets.seal(tx, CredentialText.of(credentials), place(id)));
        statement.setLong(first + 2, id);
    }

    /** Whether there is room for these addresses in one connection. */
    public static boolean fit(List<String> addresses) {
        return String.join("\n", addresses).length() <= COLUMN;
    }

    /** Whether there is room for these credentials: some 2,900 characters of all names and values. */
    public static boolean fit(Map<String, String> credentials) {
        return Secrets.sealedLength(CredentialText.of(credentials)) <= COLUMN;
    }

    /** Has a cluster's connections polled, or not. */
    public void setEnabled(java.sql.Connection tx, long clusterId, boolean enabled) throws SQLException {
        try (var update = tx.prepareStatement("UPDATE connection SET enabled = ? WHERE cluster_id = ?")) {
            update.setBoolean(1, enabled);
            update.setLong(2, clusterId);
            update.executeUpdate();
        }
    }

    /** Deletes a cluster's connections with their credentials. */
    public void deleteOfCluster(java.sql.Connection tx, long clusterId) throws SQLException {
        try (var delete = tx.prepareStatement("DELETE FROM connection WHERE cluster_id = ?")) {
            delete.setLong(1, clusterId);
            delete.executeUpdate();
        }
    }

    /** Whether there is such a connection, and it is enabled. */
    public static boolean isPolled(java.sql.Connection tx, long id) throws SQLException {
        return select(tx, SELECT + "WHERE id = ?", id).stream().anyMatch(Connection::enabled);
    }

    /** Whether there is such a connection, as the transaction sees it. */
    public static boolean exists(java.sql.Connection tx, long id) throws SQLException {
        try (var select = tx.prepareStatement("SELECT id FROM connection WHERE id = ?")) {
            select.setLong(1, id);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * A connection's credentials by name, in the clear, for its adapter; empty if it has none or is gone.
     *
     * @throws IllegalStateException if they don't open
     */
    public Map<String, String> credentials(long id) {
        return database.read(tx -> sealedText(tx, id))
                .map(text -> CredentialText.parse(secrets.open(text, place(id))))
                .orElse(Map.of());
    }

    private static String place(long id) {
        return "connection:" + id;
    }

    private static String lines(List<String> addresses) {
        for (String address : addresses) {
            if (address.indexOf('\n') >= 0 || address.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("An address has no line break.");
            }
        }
        return String.join("\n", addresses);
    }

    private static Optional<String> sealedText(java.sql.Connection tx, long id) throws SQLException {
        try (var query = tx.prepareStatement("SELECT credentials FROM connection WHERE id = ?")) {
            query.setLong(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private static List<Connection> select(java.sql.Connection tx, String sql, @Nullable Long argument)
            throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(sql)) {
            if (argument != null) {
                query.setLong(1, argument);
            }
            try (ResultSet rows = query.executeQuery()) {
                List<Connection> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Connection(
                            rows.getLong(1),
                            rows.getLong(2),
                            rows.getString(3),
                            List.of(rows.getString(4).split("\n")),
                            rows.getBoolean(5),
                            Objects.requireNonNullElse(rows.getString(6), "")));
                }
                return found;
            }
        }
    }
}
