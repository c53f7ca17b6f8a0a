package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.platform.Sequences;

/**
 * Writes changes, each call inside the caller's transaction. Order of locks, always: the revision row, the connection's
 * state, VM rows by id; so no two writers can wait for each other.
 */
@Singleton
public class InventoryWriter {

    private final Figures figures = new Figures();

    /** A number for a pass or an action that begins now: higher than all that began before (rule 4). */
    public long nextPass(Connection tx) throws SQLException {
        return Sequences.next(tx, "pass_seq");
    }

    /**
     * Has a VM's row show the tags that it has in Muster.
     *
     * @param revision from {@link #nextRevision} of this transaction
     */
    public void ownTags(Connection tx, long vm, Collection<String> tags, long revision) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE vm_inventory SET own_tags = ?, revision = ? WHERE id = ?")) {
            update.setString(1, DetailLines.ofTags(tags.stream().sorted().toList()));
            update.setLong(2, revision);
            update.setLong(3, vm);
            update.executeUpdate();
        }
    }

    /**
     * Takes the revision lock and the next revision. Everything that the transaction changes carries it, and no other
     * transaction gets one before this ends: a reader never sees a revision whose predecessor is still open.
     */
    public long nextRevision(Connection tx) throws SQLException {
        try (PreparedStatement up =
                tx.prepareStatement("UPDATE inventory_revision SET revision = revision + 1 WHERE id = 1")) {
            up.executeUpdate();
        }
        return revision(tx);
    }

    /** The revision that holds: as long as it does, so do rows that were read after it. */
    public long revision(Connection tx) throws SQLException {
        return number(tx, "SELECT revision FROM inventory_revision WHERE id = 1");
    }

    /**
     * Writes changed rows, then added ones: one that ends makes room for another under its id. A changed row that has
     * moved on since it was read is left as it is.
     *
     * @param revision from {@link #nextRevision} of this transaction
     * @return what was not written: rows that had moved on, and new ones under their ids, for those may live on
     */
    public List<Change> write(Connection tx, List<Change> changes, long pass, Instant now, long revision)
            throws SQLException {
        Set<String> moved = update(tx, changes, pass, now, revision);
        List<Change> written = changes;
        List<Change> left = List.of();
        if (!moved.isEmpty()) {
            Map<Boolean, List<Change>> parts = changes.stream()
                    .collect(Collectors.partitioningBy(
                            change -> moved.contains(change.after().externalId())));
            written = parts.getOrDefault(false, List.of());
            left = parts.getOrDefault(true, List.of());
        }
        insert(tx, written, pass, now, revision);
        if (written.stream().anyMatch(InventoryWriter::comesOrGoes)) {
            countMembers(tx);
        }
        return left;
    }

    /** The number of listed VMs is another than before. */
    private static boolean comesOrGoes(Change change) {
        return !(change instanceof Change.Updated updated)
                || (updated.before().absence().goneAt() == null)
                        != (updated.after().absence().goneAt() == null);
    }

    private static void countMembers(Connection tx) throws SQLException {
        try (PreparedStatement up =
                tx.prepareStatement("UPDATE inventory_revision SET revision = revision + 1 WHERE id = 3")) {
            up.executeUpdate();
        }
    }

    private static void insert(Connection tx, List<Change> changes, long pass, Instant now, long revision)
            throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(VmColumns.INSERT)) {
            Batch batch = new Batch(insert);
            for (Change change : changes) {
                if (change instanceof Change.Added added) {
                    VmBinding.bind(insert, added.after(), pass, now, revision);
                    batch.add();
                }
            }
            batch.end();
        }
    }

    /** The external ids of those that had moved on. */
    private Set<String> update(Connection tx, List<Change> changes, long pass, Instant now, long revision)
            throws SQLException {
        List<Change.Updated> byId = changes.stream()
                .filter(Change.Updated.class::isInstance)
                .map(Change.Updated.class::cast)
                .sorted(Comparator.comparingLong(Change.Updated::id))
                .toList();
        List<Integer> missed;
        try (PreparedStatement update = tx.prepareStatement(VmColumns.UPDATE)) {
            Batch batch = new Batch(update);
            for (Change.Updated change : byId) {
                VmBinding.bind(update, change.after(), pass, now, revision);
                update.setLong(VmColumns.AFTER_STATE, change.id());
                update.setLong(VmColumns.AFTER_STATE + 1, change.knownRevision());
                batch.add();
            }
            batch.end();
            missed = batch.missed();
        }
        Set<Change.Updated> moved = missed.stream().map(byId::get).collect(Collectors.toSet());
        figures.forget(
                tx,
                byId.stream()
                        .filter(change -> endsToRun(change) && !moved.contains(change))
                        .map(Change.Updated::id)
                        .toList());
        return moved.stream().map(change -> change.after().externalId()).collect(Collectors.toSet());
    }

    private static boolean endsToRun(Change.Updated change) {
        return change.before().status().isActive() && !change.after().status().isActive();
    }

    private static long number(Connection tx, String sql) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
