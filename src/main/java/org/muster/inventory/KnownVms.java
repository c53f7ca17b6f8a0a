package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the inventory knows, as the sync engine needs it: rows by external id, in the caller's transaction. */
@Singleton
public class KnownVms {

    private static final int STEP = 500;

    /**
     * The live rows that are placed on a connection or have it as a rival, and the latest row, gone or not, of every
     * observed id that is not among them.
     */
    public Map<String, Vm> of(Connection tx, long cluster, long connection, Collection<String> observed)
            throws SQLException {
        return beside(tx, cluster, connection, observed, placed(tx, connection));
    }

    /** The live rows that are placed on a connection. */
    Map<String, Vm> placed(Connection tx, long connection) throws SQLException {
        Map<String, Vm> placed = new HashMap<>();
        collectByConnection(tx, "v.connection_id", connection, placed);
        return placed;
    }

    /** What {@link #of} answers, if these are the rows that are placed there. */
    Map<String, Vm> beside(
            Connection tx, long cluster, long connection, Collection<String> observed, Map<String, Vm> placed)
            throws SQLException {
        Map<String, Vm> known = new HashMap<>(placed);
        // A question of its own, by its index: with OR, H2 reads the whole table.
        collectByConnection(tx, "v.rival_connection", connection, known);
        known.putAll(byExternal(
                tx,
                cluster,
                observed.stream().filter(id -> !known.containsKey(id)).toList()));
        return known;
    }

    /** At most so many of the rows that were written after a revision, live or not. */
    List<Vm> writtenSince(Connection tx, long revision, int most) throws SQLException {
        List<Vm> rows = new ArrayList<>();
        try (PreparedStatement select =
                tx.prepareStatement("SELECT " + VmColumns.COLUMNS + VmColumns.FROM + " WHERE v.revision > ? LIMIT ?")) {
            select.setLong(1, revision);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(VmRow.read(row));
                }
            }
        }
        return rows;
    }

    /** The latest row, gone or not, of each of these ids of a cluster that has one. */
    public Map<String, Vm> byExternal(Connection tx, long cluster, Collection<String> ids) throws SQLException {
        Map<String, Vm> known = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += STEP) {
            collectByExternal(tx, cluster, all.subList(from, Math.min(from + STEP, all.size())), known);
        }
        return known;
    }

    /** The rows of these ids, gone or not. */
    public List<Vm> byIds(Connection tx, Collection<Long> ids) throws SQLException {
        List<Vm> rows = new ArrayList<>();
        if (ids.isEmpty()) {
            return rows;
        }
        String marks = "?" + ", ?".repeat(ids.size() - 1);
        try (PreparedStatement select = tx.prepareStatement(
                "SELECT " + VmColumns.COLUMNS + VmColumns.FROM + " WHERE v.id IN (" + marks + ")")) {
            int next = 1;
            for (Long id : ids) {
                select.setLong(next++, id);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(VmRow.read(row));
                }
            }
        }
        return rows;
    }

    private static void collectByConnection(Connection tx, String column, long connection, Map<String, Vm> into)
            throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT " + VmColumns.COLUMNS + VmColumns.FROM + " WHERE "
                + column + " = ? AND v.live_key IS NOT NULL")) {
            select.setLong(1, connection);
            collect(select, into);
        }
    }

    private static void collectByExternal(Connection tx, long cluster, List<String> ids, Map<String, Vm> into)
            throws SQLException {
        String marks = "?" + ", ?".repeat(ids.size() - 1);
        try (PreparedStatement select = tx.prepareStatement("SELECT " + VmColumns.COLUMNS + VmColumns.FROM
                + " WHERE v.cluster_id = ? AND v.external_id IN (" + marks + ")")) {
            select.setLong(1, cluster);
            int next = 2;
            for (String id : ids) {
                select.setString(next++, id);
            }
            collect(select, into);
        }
    }

    private static void collect(PreparedStatement select, Map<String, Vm> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Vm vm = VmRow.read(row);
                into.merge(vm.state().externalId(), vm, KnownVms::currentOf);
            }
        }
    }

    /** A live row is the record; among gone ones the youngest. */
    private static Vm currentOf(Vm one, Vm other) {
        if (one.state().isLive() != other.state().isLive()) {
            return one.state().isLive() ? one : other;
        }
        return one.id() > other.id() ? one : other;
    }
}
