package org.muster.access.rights;

import java.sql.Connection;
import java.sql.SQLException;

/** Nobody can lock everybody out: one person who is let in always administers users, and for good. */
public final class LastAdministrator {

    private LastAdministrator() {}

    /**
     * Passes if there still is one. To be called last by whatever may take one away.
     *
     * @throws RightsConflict if there is none
     */
    public static void require(Connection tx) throws SQLException {
        try (var select = tx.prepareStatement("SELECT COUNT(*) FROM account a WHERE a.enabled = TRUE"
                + " AND a.kind = 'person' AND a.expires_at IS NULL AND a.password_hash <> ''"
                + " AND EXISTS (SELECT 1 FROM access_grant g WHERE g.role_id = " + Role.ADMINISTRATOR.id()
                + " AND g.scope = 'all' AND g.until IS NULL AND g.subject = CONCAT('user:', a.id))")) {
            try (var row = select.executeQuery()) {
                row.next();
                if (row.getLong(1) == 0) {
                    throw new RightsConflict("Nobody would be administrator any more.");
                }
            }
        }
    }
}
