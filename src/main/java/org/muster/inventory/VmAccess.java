package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Who may see which VM; each call joins the caller's transaction. A withdrawn row stays, so that cursors can tell of it. */
@Singleton
public class VmAccess {

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
     * Lets a subject see a VM.
     *
     * @param subject {@code user:<id>} or {@code group:<id>}
     * @param revision from {@link InventoryWriter#nextRevision} of this transaction
     */
    public void grant(Connection tx, long vm, String subject, long revision) throws SQLException {
        write(tx, vm, subject, false, revision);
    }

    /** Takes the sight of a VM from a subject. */
    public void revoke(Connection tx, long vm, String subject, long revision) throws SQLException {
        write(tx, vm, subject, true, revision);
    }

    private static void write(Connection tx, long vm, String subject, boolean revoked, long revision)
            throws SQLException {
        if (execute(
                        tx,
                        "UPDATE vm_access SET revoked = ?, revision = ? WHERE vm_id = ? AND subject = ?",
                        vm,
                        subject,
                        revoked,
                        revision)
                == 0) {
            execute(
                    tx,
                    "INSERT INTO vm_access (revoked, revision, vm_id, subject) VALUES (?, ?, ?, ?)",
                    vm,
                    subject,
                    revoked,
                    revision);
        }
    }

    private static int execute(Connection tx, String sql, long vm, String subject, boolean revoked, long revision)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setBoolean(1, revoked);
            statement.setLong(2, revision);
            statement.setLong(3, vm);
            statement.setString(4, subject);
            return statement.executeUpdate();
        }
    }
}
