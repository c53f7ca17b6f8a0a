package org.muster.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Short transactions over the data source. A work is given a connection whose transaction it neither commits nor rolls
 * back: returning commits, throwing rolls back. Never call a hypervisor in here (rule 7).
 */
public final class Database {

    /** Something done in one transaction. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run(Connection connection) throws SQLException, X;
    }

    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /**
     * Runs the work in a transaction of its own.
     *
     * @throws DatabaseException if the database fails; nothing was changed then
     */
    public <T, X extends Exception> T call(Work<T, X> work) throws X {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.run(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
