package org.muster.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Numbers that the database gives to nobody twice, in the order in which they are asked for, not in that of commits. */
public final class Sequences {

    private Sequences() {}

    /** A sequence's next number; within {@link Database#call}, for it is no reading. */
    public static long next(Connection tx, String sequence) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT NEXT VALUE FOR " + sequence);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
