package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Sequences;
import org.muster.sync.lease.Leases;

/** The history of runs. Full, triggered, failed and changing ones are kept; quiet quick ones are only counted. */
@Singleton
public class SyncRuns {

    private static final Logger LOG = System.getLogger(SyncRuns.class.getName());
    private static final int MOST_OWED = 10_000;

    private final Database database;
    private final Leases leases;
    private final Set<SyncRun> owed = ConcurrentHashMap.newKeySet();

    @Inject
    public SyncRuns(Database database, Leases leases) {
        this.database = database;
        this.leases = leases;
    }

    /** The latest runs first, at most {@code limit}. */
    public List<SyncRun> latest(@Nullable Long cluster, int limit) {
        String where = cluster == null ? "" : " WHERE cluster_id = ?";
        return database.read(tx -> {
            try (PreparedStatement select =
                    tx.prepareStatement("SELECT * FROM sync_run" + where + " ORDER BY id DESC LIMIT ?")) {
                int next = 1;
                if (cluster != null) {
                    select.setLong(next++, cluster);
                }
                select.setInt(next, limit);
                return read(select);
            }
        });
    }

    /** One run. */
    public Optional<SyncRun> find(long id) {
        return database.read(tx -> {
            try (PreparedStatement select = tx.prepareStatement("SELECT * FROM sync_run WHERE id = ?")) {
                select.setLong(1, id);
                return read(select).stream().findFirst();
            }
        });
    }

    /** Those of the runs that have ended, and whether each was completed; one that nobody knows any more was not. */
    Map<Long, Boolean> ended(Set<Long> ids) {
        return database.read(tx -> {
            Map<Long, Boolean> ended = new HashMap<>();
            try (PreparedStatement select = tx.prepareStatement("SELECT state FROM sync_run WHERE id = ?")) {
                for (long id : ids) {
                    select.setLong(1, id);
                    try (ResultSet row = select.executeQuery()) {
                        String state = row.next() ? row.getString(1) : "forgotten";
                        if (!state.equals("running")) {
                            ended.put(id, state.equals("completed"));
                        }
                    }
                }
            }
            return ended;
        });
    }

    /** A number for a run. */
    long nextId() {
        return database.call(SyncRuns::nextId);
    }

    static long nextId(Connection tx) throws SQLException {
        return Sequences.next(tx, "run_seq");
    }

    /** Records a run that another node is asked for. */
    void open(Connection tx, long id, long cluster, SyncKind kind, String cause, Instant now, long node)
            throws SQLException {
        insert(tx, new SyncRun(id, cluster, kind, cause, "running", now, 0, 0, 0, 0, 0, 0, 0, null), node);
    }

    /** Writes a run's record, the first time or again. Of one that has ended, {@link #recordOwed} does it if this can't. */
    void record(SyncRun run) {
        try {
            save(run);
        } catch (DatabaseException e) {
            if (!run.state().equals("running") && owed.size() < MOST_OWED) {
                owed.add(run);
            }
            LOG.log(Level.WARNING, "The record of run {0} could not be written yet: {1}", run.id(), e.getMessage());
        }
    }

    /** Writes what could not be written: readers would take a run that has ended for one that goes on. */
    void recordOwed() {
        for (SyncRun run : owed) {
            save(run);
            owed.remove(run);
        }
    }

    private void save(SyncRun run) {
        database.call(tx -> {
            try (PreparedStatement update =
                    tx.prepareStatement("UPDATE sync_run SET cluster_id = ?, kind = ?, cause = ?,"
                            + " state = ?, started_at = ?, duration_ms = ?, seen = ?, added = ?, changed = ?, gone = ?,"
                            + " errors = ?, calls = ?, error = ? WHERE id = ?")) {
                if (bind(update, run) == 0) {
                    insert(tx, run, leases.node());
                }
                return true;
            }
        });
    }

    /** Ends what nodes that died, or stopped, have left running. */
    void endOfTheDead() {
        database.call(tx -> {
            try (PreparedStatement end = tx.prepareStatement("UPDATE sync_run SET state = 'failed',"
                    + " error = 'interrupted by a restart of Muster' WHERE state = 'running'"
                    + " AND node_id NOT IN (SELECT id FROM node)")) {
                end.executeUpdate();
            }
            try (PreparedStatement forget =
                    tx.prepareStatement("DELETE FROM sync_demand WHERE node_id NOT IN (SELECT id FROM node)")) {
                return forget.executeUpdate();
            }
        });
    }

    /** Forgets what is older than {@code before}. */
    void forget(Instant before) {
        database.call(tx -> {
            try (PreparedStatement delete = tx.prepareStatement("DELETE FROM sync_run WHERE started_at < ?")) {
                delete.setLong(1, before.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private static void insert(Connection tx, SyncRun run, long node) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO sync_run (cluster_id, kind, cause, state,"
                + " started_at, duration_ms, seen, added, changed, gone, errors, calls, error, id, node_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(15, node);
            bind(insert, run);
        }
    }

    private static int bind(PreparedStatement to, SyncRun run) throws SQLException {
        to.setLong(1, run.clusterId());
        to.setString(2, run.kind().word());
        to.setString(3, run.cause());
        to.setString(4, run.state());
        to.setLong(5, run.started().toEpochMilli());
        to.setLong(6, run.durationMs());
        to.setInt(7, run.seen());
        to.setInt(8, run.added());
        to.setInt(9, run.changed());
        to.setInt(10, run.gone());
        to.setInt(11, run.errors());
        to.setInt(12, run.calls());
        String error = run.error();
        to.setString(13, error != null && error.length() > 500 ? error.substring(0, 500) : error);
        to.setLong(14, run.id());
        return to.executeUpdate();
    }

    private static List<SyncRun> read(PreparedStatement select) throws SQLException {
        List<SyncRun> runs = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                runs.add(new SyncRun(
                        row.getLong("id"),
                        row.getLong("cluster_id"),
                        SyncKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("cause"),
                        row.getString("state"),
                        Instant.ofEpochMilli(row.getLong("started_at")),
                        row.getLong("duration_ms"),
                        row.getInt("seen"),
                        row.getInt("added"),
                        row.getInt("changed"),
                        row.getInt("gone"),
                        row.getInt("errors"),
                        row.getInt("calls"),
                        row.getString("error")));
            }
        }
        return runs;
    }
}
