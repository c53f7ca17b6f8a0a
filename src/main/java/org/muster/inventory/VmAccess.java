package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may see which VM; each call joins the caller's transaction. A withdrawn row stays, so that cursors can tell of it. */
@Singleton
public class VmAccess {

    /** Stands for all VMs that there are and will be. */
    public static final long EVERY_VM = 0;

    /** A condition of SQL, and the values of its parameters. */
    public record Visible(String sql, List<String> values) {}

    /** Holds for a column of VM ids where the viewer may see the VM. */
    public static Visible visible(String column, Viewer viewer) {
        if (viewer.all()) {
            return new Visible("1 = 1", List.of());
        }
        List<String> subjects = viewer.subjects().stream().sorted().toList();
        if (subjects.isEmpty()) {
            return new Visible("1 = 0", List.of());
        }
        String marks = "?" + ", ?".repeat(subjects.size() - 1);
        return new Visible(
                column + " IN (SELECT a.vm_id FROM vm_access a WHERE a.revoked = FALSE AND a.subject IN (" + marks
                        + "))",
                subjects);
    }

    /**
     * What a subject may do with a VM.
     *
     * @param vm its id, or {@link #EVERY_VM}
     * @param subject {@code user:<id>} or {@code group:<id>}
     * @param permissions as bits, of which the inventory knows nothing
     * @param visible whether it may see it
     */
    public record Entry(long vm, String subject, long permissions, boolean visible) {}

    /**
     * Writes what subjects may do from now on.
     *
     * @param revision from {@link InventoryWriter#nextRevision} of this transaction
     */
    public void write(Connection tx, List<Entry> entries, long revision) throws SQLException {
        List<Entry> byId = entries.stream()
                .sorted(Comparator.comparing(Entry::subject).thenComparingLong(Entry::vm))
                .toList();
        List<Integer> missed;
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE vm_access SET permissions = ?, revoked = ?, revision = ? WHERE vm_id = ? AND subject = ?")) {
            missed = batch(update, byId, revision);
        }
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO vm_access (permissions, revoked, revision, vm_id, subject) VALUES (?, ?, ?, ?, ?)")) {
            batch(insert, missed.stream().map(byId::get).toList(), revision);
        }
    }

    private static List<Integer> batch(PreparedStatement statement, List<Entry> entries, long revision)
            throws SQLException {
        Batch batch = new Batch(statement);
        for (Entry entry : entries) {
            statement.setLong(1, entry.permissions());
            statement.setBoolean(2, !entry.visible());
            statement.setLong(3, revision);
            statement.setLong(4, entry.vm());
            statement.setString(5, entry.subject());
            batch.add();
        }
        batch.end();
        return batch.missed();
    }

    /** What the viewer was given or lost the sight of after a revision; with {@link #EVERY_VM} if that was everything. */
    static Set<Long> touched(Connection tx, long revision, Viewer viewer) throws SQLException {
        Set<Long> vms = new LinkedHashSet<>();
        if (!viewer.subjects().isEmpty()) {
            String marks = "?" + ", ?".repeat(viewer.subjects().size() - 1);
            List<Object> values = new ArrayList<>(List.of(revision));
            values.addAll(viewer.subjects());
            add(tx, vms, "SELECT vm_id FROM vm_access WHERE revision > ? AND subject IN (" + marks + ")", values);
        }
        if (viewer.account() != 0) { // the account has joined or left a group
            add(
                    tx,
                    vms,
                    "SELECT a.vm_id FROM account_subject s JOIN vm_access a ON a.subject = s.subject"
                            + " WHERE s.account_id = ? AND s.revision > ? AND (a.revoked = FALSE OR a.revision > ?)",
                    List.of(viewer.account(), revision, revision));
        }
        return vms;
    }

    private static void add(Connection tx, Set<Long> vms, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    vms.add(row.getLong(1));
                }
            }
        }
    }

    /** The permissions, as bits, that these subjects have together on each of these VMs; without a row of its own: none. */
    public static Map<Long, Long> permissions(Connection tx, Collection<Long> vms, Collection<String> subjects)
            throws SQLException {
        if (vms.isEmpty() || subjects.isEmpty()) {
            return Map.of();
        }
        String sql = "SELECT vm_id, permissions FROM vm_access WHERE subject IN (?" + ", ?".repeat(subjects.size() - 1)
                + ") AND vm_id IN (?" + ", ?".repeat(vms.size() - 1) + ")";
        try (PreparedStatement select = tx.prepareStatement(sql)) {
            int next = 1;
            for (String subject : subjects) {
                select.setString(next++, subject);
            }
            for (long vm : vms) {
                select.setLong(next++, vm);
            }
            Map<Long, Long> held = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.merge(row.getLong(1), row.getLong(2), (a, b) -> a | b);
                }
            }
            return held;
        }
    }
}
