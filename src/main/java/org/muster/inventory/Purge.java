package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deletes the records of VMs that have been gone for long, with all that hangs on them in the inventory. */
@Singleton
public class Purge {

    private static final int MOST = 500;

    private final InventoryWriter writer = new InventoryWriter();

    /**
     * Deletes the oldest of what went before that instant, at most 500 in one transaction.
     *
     * @return how many records there were
     */
    public int goneBefore(Connection tx, Instant before) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(
                "SELECT v.id FROM vm_inventory v WHERE v.gone_at < ? ORDER BY v.gone_at, v.id LIMIT ?")) {
            select.setLong(1, before.toEpochMilli());
            select.setInt(2, MOST);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        if (ids.isEmpty()) {
            return 0;
        }
        writer.nextRevision(
                tx); // the first lock, as everywhere; and totals that were read are not what the table has now
        ids.sort(null);
        // One that has come back since it was read stays, with all that is its own.
        ids.removeAll(delete(tx, "DELETE FROM vm_inventory WHERE id = ? AND gone_at IS NOT NULL", ids));
        delete(tx, "DELETE FROM access_grant WHERE scope = 'vm' AND scope_id = ?", ids);
        delete(tx, "DELETE FROM vm_tag WHERE vm_id = ?", ids);
        delete(tx, "DELETE FROM vm_access WHERE vm_id = ?", ids);
        delete(tx, "DELETE FROM vm_figures WHERE vm_id = ?", ids);
        delete(tx, "DELETE FROM vm_guest WHERE vm_id = ?", ids);
        return ids.size();
    }

    /** Those of which there was nothing to delete. */
    private static List<Long> delete(Connection tx, String sql, List<Long> ids) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement(sql)) {
            Batch batch = new Batch(delete);
            for (long id : ids) {
                delete.setLong(1, id);
                batch.add();
            }
            batch.end();
            return batch.missed().stream().map(ids::get).toList();
        }
    }
}
