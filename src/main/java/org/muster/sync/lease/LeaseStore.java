package org.muster.sync.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.platform.Sequences;

/** The tables of nodes and shards; every call joins the caller's transaction. */
final class LeaseStore {

    /** A node's row, dead or alive. */
    record Known(Node node, long until) {}

    private LeaseStore() {}

    /** A number for a new node. */
    static long register(Connection tx, String name, long until) throws SQLException {
        long id = Sequences.next(tx, "node_seq");
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO node (id, name, seen_until) VALUES (?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, name);
            insert.setLong(3, until);
            insert.executeUpdate();
        }
        return id;
    }

    /** False if others hold the node for dead: its row is gone. */
    static boolean renew(Connection tx, long node, long until) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE node SET seen_until = ? WHERE id = ?")) {
            update.setLong(1, until);
            update.setLong(2, node);
            return update.executeUpdate() > 0;
        }
    }

    static List<Known> nodes(Connection tx) throws SQLException {
        List<Known> nodes = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT id, name, seen_until FROM node ORDER BY id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                nodes.add(new Known(new Node(row.getLong(1), row.getString(2)), row.getLong(3)));
            }
        }
        return nodes;
    }

    /** Takes a node out, if it has not been seen since its row was read. */
    static void bury(Connection tx, long node, long until) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM node WHERE id = ? AND seen_until <= ?")) {
            delete.setLong(1, node);
            delete.setLong(2, until);
            delete.executeUpdate();
        }
    }

    /** Every shard's lease, by shard; its node may be dead, or 0. */
    static Map<Integer, Lease> leases(Connection tx) throws SQLException {
        Map<Integer, Lease> leases = new TreeMap<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT shard, node_id, token FROM shard_lease");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                leases.put(row.getInt(1), new Lease(row.getInt(1), row.getLong(2), row.getLong(3)));
            }
        }
        return leases;
    }

    /** Hands a shard over to a node (0: nobody), if the lease on it still is as known. */
    static void hand(Connection tx, Lease known, long node) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE shard_lease SET node_id = ?, token = token + 1 WHERE shard = ? AND token = ?")) {
            update.setLong(1, node);
            update.setInt(2, known.shard());
            update.setLong(3, known.token());
            update.executeUpdate();
        }
    }

    /** Whether the lease holds, and goes on to hold until the transaction ends. */
    static boolean lock(Connection tx, Lease lease) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(
                "SELECT shard FROM shard_lease WHERE shard = ? AND node_id = ? AND token = ? FOR UPDATE")) {
            select.setInt(1, lease.shard());
            select.setLong(2, lease.node());
            select.setLong(3, lease.token());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
