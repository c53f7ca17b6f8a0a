package org.muster.platform;

import java.sql.SQLException;

/** The database failed or is away. */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether a unique key was taken already: somebody else has added the same at the same time. */
    public boolean isConflict() {
        return getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("23");
    }
}
