package org.muster.sync.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one clock that all nodes share. */
@FunctionalInterface
public interface DatabaseClock {

    /** The database's own, in whole seconds, whatever its time zone. */
    DatabaseClock SQL = DatabaseClock::ask;

    /** Milliseconds since the epoch. */
    long millis(Connection tx) throws SQLException;

    private static long ask(Connection tx) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT UNIX_TIMESTAMP()");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1) * 1000;
        }
    }
}
