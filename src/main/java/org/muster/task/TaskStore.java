package org.muster.task;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAccess;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.Sequences;
import org.muster.sync.lease.Leases;

/** The table of tasks; every call joins the caller's transaction. */
@Singleton
class TaskStore {

    /**
     * A task with what the VM was before it.
     *
     * @param wasStatus the status to go back to if nothing can be observed
     * @param step how far this has come with what its source does not do by itself; null for anything else
     * @param receipt the source's name for what it carries out; null if it was not asked, or there is nothing to follow
     */
    record Stored(Task task, VmStatus wasStatus, String wasDetail, @Nullable String receipt, @Nullable Step step) {}

    /** How far a shutdown has come that is to be forced by Muster itself. */
    enum Step {
        /** The guest was asked to shut down. */
        ASKED,
        /** Its VM is being stopped; whoever reads this does not know whether that was asked. */
        STOPPING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Step of(@Nullable String word) {
            return word == null ? null : valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Who asked for a task.
     *
     * @param row of the audit trail, by which it was asked for; null if it stands in none
     */
    record Asker(String account, @Nullable Long row) {}

    private final Leases leases;

    @Inject
    TaskStore(Leases leases) {
        this.leases = leases;
    }

    long add(
            Connection tx,
            long vm,
            VmAction action,
            Wish wish,
            Asker asker,
            VmStatus was,
            String wasDetail,
            Instant now)
            throws SQLException {
        long id = Sequences.next(tx, "task_seq");
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO task (id, vm_id, action, account, state,"
                + " was_status, was_detail, created_at, node_id, forced, patience_s, asked)"
                + " VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setLong(2, vm);
            insert.setString(3, action.word());
            insert.setString(4, asker.account());
            insert.setString(5, was.word());
            insert.setString(6, wasDetail);
            insert.setLong(7, now.toEpochMilli());
            insert.setLong(8, leases.node());
            insert.setBoolean(9, wish.force());
            Duration patience = wish.patience();
            insert.setObject(10, patience == null ? null : (Integer) (int) patience.toSeconds(), Types.INTEGER);
            insert.setObject(11, asker.row(), Types.BIGINT);
            insert.executeUpdate();
        }
        return id;
    }

    /** Marks a queued task as begun. False if it is not queued. */
    boolean begin(Connection tx, long id, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE task SET state = 'running', started_at = ? WHERE id = ? AND state = 'queued'")) {
            update.setLong(1, now.toEpochMilli());
            update.setLong(2, id);
            return update.executeUpdate() > 0;
        }
    }

    /** Keeps what the source calls the order that it has taken. */
    void receipt(Connection tx, long id, String receipt) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE task SET receipt = ? WHERE id = ? AND state = 'running'")) {
            update.setString(1, receipt);
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** Keeps how far it has come, if it is still running and this node's. */
    boolean step(Connection tx, long id, Step step) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE task SET step = ? WHERE id = ? AND state = 'running' AND node_id = ?")) {
            update.setString(1, step.word());
            update.setLong(2, id);
            update.setLong(3, leases.node());
            return update.executeUpdate() > 0;
        }
    }

    /** Ends a task. False if it had ended already. */
    boolean end(Connection tx, long id, TaskState state, @Nullable String error, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE task SET state = ?, error = ?, progress = ?,"
                + " ended_at = ? WHERE id = ? AND state IN ('queued', 'running')")) {
            update.setString(1, state.word());
            update.setString(2, error != null && error.length() > 500 ? error.substring(0, 500) : error);
            if (state == TaskState.COMPLETED) {
                update.setInt(3, 100);
            } else {
                update.setNull(3, Types.INTEGER);
            }
            update.setLong(4, now.toEpochMilli());
            update.setLong(5, id);
            return update.executeUpdate() > 0;
        }
    }

    /** The row of the audit trail by which a task was asked for. */
    Optional<Long> askedBy(Connection tx, long id) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT asked FROM task WHERE id = ? AND asked IS NOT NULL")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    Optional<Stored> find(Connection tx, long id) throws SQLException {
        return read(tx, "WHERE id = ?", List.of(id)).stream().findFirst();
    }

    /** What nodes that are dead have left unfinished. */
    List<Stored> orphans(Connection tx) throws SQLException {
        return read(
                tx,
                "WHERE state IN ('queued', 'running') AND node_id NOT IN (SELECT id FROM node) ORDER BY id",
                List.of());
    }

    /** Makes an orphan this node's. False if another node was faster. */
    boolean adopt(Connection tx, long id) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE task SET node_id = ? WHERE id = ? AND node_id NOT IN (SELECT id FROM node)")) {
            update.setLong(1, leases.node());
            update.setLong(2, id);
            return update.executeUpdate() > 0;
        }
    }

    /** Whether a running task still is this node's: others may have held it for dead. */
    boolean isOurs(Connection tx, long id) throws SQLException {
        return !read(tx, "WHERE id = ? AND state = 'running' AND node_id = ?", List.of(id, leases.node()))
                .isEmpty();
    }

    /** The latest first, of VMs that the viewer may see. */
    List<Stored> latest(Connection tx, @Nullable Long vm, @Nullable TaskState state, Viewer viewer, int limit)
            throws SQLException {
        VmAccess.Visible visible = VmAccess.visible("vm_id", viewer);
        List<Object> values = new ArrayList<>(visible.values());
        String where = "WHERE " + visible.sql();
        if (vm != null) {
            where += " AND vm_id = ?";
            values.add(vm);
        }
        if (state != null) {
            where += " AND state = ?";
            values.add(state.word());
        }
        values.add(limit);
        return read(tx, where + " ORDER BY id DESC LIMIT ?", values);
    }

    private static List<Stored> read(Connection tx, String where, List<?> values) throws SQLException {
        List<Stored> tasks = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT * FROM task " + where)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tasks.add(new Stored(
                            task(row),
                            VmStatus.of(row.getString("was_status")),
                            row.getString("was_detail"),
                            row.getString("receipt"),
                            Step.of(row.getString("step"))));
                }
            }
        }
        return tasks;
    }

    private static Task task(ResultSet row) throws SQLException {
        int progress = row.getInt("progress");
        Integer known = row.wasNull() ? null : (Integer) progress;
        return new Task(
                row.getLong("id"),
                VmAction.of(row.getString("action")),
                wish(row),
                row.getLong("vm_id"),
                row.getString("account"),
                TaskState.of(row.getString("state")),
                known,
                row.getString("error"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    private static Wish wish(ResultSet row) throws SQLException {
        long seconds = row.getLong("patience_s");
        Duration patience = row.wasNull() ? null : Duration.ofSeconds(seconds);
        return new Wish(row.getBoolean("forced"), patience);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
