package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.muster.platform.Database;
import org.muster.sync.lease.DatabaseClock;

/**
 * On which VMs an action is under way or ended lately, by the database's clock, for the node that acts need not be the one
 * that observes: sources whose bulk answers lag (Proxmox: 15 s) may still tell what was before it (rule 4).
 */
@Singleton
public class Fences {

    private static final Duration KEPT = Duration.ofMinutes(5);

    /** The clock tells whole seconds. */
    private static final Duration COARSE = Duration.ofSeconds(1);

    private final Database database;
    private final DatabaseClock clock;

    @Inject
    public Fences(Database database) {
        this(database, DatabaseClock.SQL);
    }

    public Fences(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An action on this VM begins. Joins the caller's transaction, which has the revision lock. */
    public void began(Connection tx, long vm) throws SQLException {
        forget(tx, vm);
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO status_fence (vm_id, ended_at) VALUES (?, NULL)")) {
            insert.setLong(1, vm);
            insert.executeUpdate();
        }
    }

    /** The action on this VM has just ended. Joins the caller's transaction, which has the revision lock. */
    public void ended(Connection tx, long vm) throws SQLException {
        long now = clock.millis(tx);
        forget(tx, vm);
        try (PreparedStatement insert =
                        tx.prepareStatement("INSERT INTO status_fence (vm_id, ended_at) VALUES (?, ?)");
                PreparedStatement delete = tx.prepareStatement("DELETE FROM status_fence WHERE ended_at < ?")) {
            insert.setLong(1, vm);
            insert.setLong(2, now);
            insert.executeUpdate();
            delete.setLong(1, now - KEPT.toMillis());
            delete.executeUpdate();
        }
    }

    private static void forget(Connection tx, long vm) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM status_fence WHERE vm_id = ?")) {
            delete.setLong(1, vm);
            delete.executeUpdate();
        }
    }

    /**
     * VMs on which an action is under way, or ended within {@code lag} before now. A pass asks after it has drawn its number:
     * an action that begins later writes with a higher one.
     */
    Set<Long> within(Duration lag) {
        return lag.isZero()
                ? Set.of()
                : database.read(
                        tx -> since(tx, clock.millis(tx) - lag.plus(COARSE).toMillis()));
    }

    private static Set<Long> since(Connection tx, long millis) throws SQLException {
        Set<Long> vms = new HashSet<>();
        try (PreparedStatement select =
                tx.prepareStatement("SELECT vm_id FROM status_fence WHERE ended_at IS NULL OR ended_at >= ?")) {
            select.setLong(1, millis);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    vms.add(row.getLong(1));
                }
            }
        }
        return vms;
    }
}
