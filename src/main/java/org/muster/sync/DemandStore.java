package org.muster.sync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of demands; every call joins the caller's transaction. */
final class DemandStore {

    private DemandStore() {}

    static void add(Connection tx, Demand demand, long node) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO sync_demand"
                + " (run_id, node_id, cluster_id, kind, cause, connections) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, demand.run());
            insert.setLong(2, node);
            insert.setLong(3, demand.cluster());
            insert.setString(4, demand.kind().word());
            insert.setString(5, demand.cause());
            insert.setInt(6, demand.connections());
            insert.executeUpdate();
        }
    }

    /** What a node is asked for, the oldest first. */
    static List<Demand> of(Connection tx, long node) throws SQLException {
        List<Demand> demands = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT run_id, cluster_id, kind, cause, connections"
                + " FROM sync_demand WHERE node_id = ? ORDER BY run_id")) {
            select.setLong(1, node);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    demands.add(new Demand(
                            row.getLong(1),
                            row.getLong(2),
                            SyncKind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                            row.getString(4),
                            row.getInt(5)));
                }
            }
        }
        return demands;
    }

    /**
     * Removes demands.
     *
     * @return those that were still there
     */
    static List<Demand> remove(Connection tx, List<Demand> demands) throws SQLException {
        List<Demand> removed = new ArrayList<>();
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM sync_demand WHERE run_id = ?")) {
            for (Demand demand : demands) {
                delete.setLong(1, demand.run());
                if (delete.executeUpdate() > 0) {
                    removed.add(demand);
                }
            }
        }
        return removed;
    }
}
