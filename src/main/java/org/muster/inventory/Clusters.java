package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.Sequences;

/** The clusters and their hosts. */
@Singleton
public class Clusters {

    private final Database database;

    @Inject
    public Clusters(Database database) {
        this.database = database;
    }

    /** All, by name. */
    public List<Cluster> all() {
        return database.read(Clusters::read);
    }

    /** Adds a cluster in the caller's transaction. */
    public Cluster add(Connection tx, String name, SourceKind kind, Instant now) throws SQLException {
        long id = Sequences.next(tx, "cluster_seq");
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO cluster (id, name, kind, created_at) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, name);
            insert.setString(3, kind.word());
            insert.setLong(4, now.toEpochMilli());
            insert.executeUpdate();
        }
        return new Cluster(id, name, kind, now);
    }

    /** Renames a cluster in the caller's transaction. */
    public void rename(Connection tx, long id, String name) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE cluster SET name = ? WHERE id = ?")) {
            update.setString(1, name);
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** Removes a cluster and its hosts in the caller's transaction; its VMs are the caller's matter. */
    public void delete(Connection tx, long id) throws SQLException {
        for (String table : List.of("host WHERE cluster_id", "connection_state WHERE cluster_id", "cluster WHERE id")) {
            try (PreparedStatement delete = tx.prepareStatement("DELETE FROM " + table + " = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    /** All hosts, by cluster and name. */
    public List<Host> hosts() {
        return database.read(tx -> {
            List<Host> hosts = new ArrayList<>();
            try (PreparedStatement select = tx.prepareStatement("SELECT * FROM host ORDER BY cluster_id, name");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hosts.add(host(row));
                }
            }
            return hosts;
        });
    }

    /** Writes what a cluster says of itself, if it says something else than before, in the caller's transaction. */
    public void writeOwn(Connection tx, long id, @Nullable String ownName, boolean quorate) throws SQLException {
        String name = ownName == null ? null : Text.line(ownName, 255);
        try (PreparedStatement update = tx.prepareStatement("UPDATE cluster SET own_name = ?, quorate = ? WHERE id = ?"
                + " AND (quorate <> ? OR COALESCE(own_name, '') <> ?)")) {
            Parameters p = new Parameters(update);
            p.set(name);
            p.set(quorate);
            p.set(id);
            p.set(quorate);
            p.set(name == null ? "" : name);
            update.executeUpdate();
        }
    }

    /** Writes the hosts that a pass saw, in the caller's transaction. */
    public void writeHosts(Connection tx, List<Host> hosts) throws SQLException {
        for (Host host : hosts) {
            if (!update(tx, host)) {
                insert(tx, host);
            }
        }
    }

    private static boolean update(Connection tx, Host host) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE host SET connection_id = ?, online = ?, cpus = ?,"
                + " memory_mib = ?, cpu_usage = ?, memory_usage = ?, version = ?, last_seen = ?"
                + " WHERE cluster_id = ? AND name = ?")) {
            bind(update, host);
            return update.executeUpdate() > 0;
        }
    }

    private static void insert(Connection tx, Host host) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO host (connection_id, online, cpus, memory_mib,"
                        + " cpu_usage, memory_usage, version, last_seen, cluster_id, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, host);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement to, Host host) throws SQLException {
        Parameters p = new Parameters(to);
        p.set(host.connectionId());
        p.set(host.online());
        p.set(host.cpus());
        p.set(host.memoryMib());
        p.set(host.cpuUsage());
        p.set(host.memoryUsage());
        p.set(host.version());
        p.set(host.lastSeen());
        p.set(host.clusterId());
        p.set(host.name());
    }

    private static Host host(ResultSet row) throws SQLException {
        return new Host(
                row.getLong("cluster_id"),
                row.getString("name"),
                row.getLong("connection_id"),
                row.getBoolean("online"),
                row.getInt("cpus"),
                row.getLong("memory_mib"),
                Cells.number(row, "cpu_usage"),
                Cells.number(row, "memory_usage"),
                row.getString("version"),
                Instant.ofEpochMilli(row.getLong("last_seen")));
    }

    private static List<Cluster> read(Connection tx) throws SQLException {
        List<Cluster> clusters = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT * FROM cluster ORDER BY name");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                clusters.add(new Cluster(
                        row.getLong("id"),
                        row.getString("name"),
                        SourceKind.of(row.getString("kind")),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        row.getString("own_name"),
                        row.getBoolean("quorate")));
            }
        }
        return clusters;
    }
}
