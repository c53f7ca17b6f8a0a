package org.muster.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Short transactions over the data source. A work is given a connection whose transaction it neither commits nor rolls
 * back: returning commits, throwing rolls back. Never call a hypervisor in here (rule 7).
 *
 * <p>The embedded H2 has one writer at a time. When it stores a commit it takes the trees one after the other while
 * others go on: of a second transaction under way, changed rows could reach the file without the record by which the
 * next start undoes them, and they would stay locked for good (docs/adr/0004).
 */
public final class Database {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Something done in one transaction. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run(Connection connection) throws SQLException, X;
    }

    private final DataSource source;
    private final DataSource direct;
    private final @Nullable ReentrantLock oneWriter;

    /**
     * @param source whose connections may be pooled
     * @param direct gives the driver's own connections to the same database, which a server's pool hides
     * @throws DatabaseException if it can't be reached
     */
    Database(DataSource source, DataSource direct) {
        this.source = source;
        this.direct = direct;
        this.oneWriter = this.<Boolean, RuntimeException>run(H2File::is) ? new ReentrantLock(true) : null;
    }

    /**
     * Runs a work that may write in a transaction of its own.
     *
     * @throws DatabaseException if the database fails; nothing was changed then
     */
    public <T, X extends Exception> T call(Work<T, X> work) throws X {
        if (oneWriter == null) {
            return run(work);
        }
        take(oneWriter);
        try {
            return run(work);
        } finally {
            oneWriter.unlock();
        }
    }

    /**
     * Runs a work that only reads, beside whatever is being written. A sequence's next value is no reading.
     *
     * @throws DatabaseException if the database fails
     */
    public <T, X extends Exception> T read(Work<T, X> work) throws X {
        return run(work);
    }

    /** Whether the database runs inside this process, so that no other process can reach it. */
    public boolean isEmbedded() {
        return oneWriter != null;
    }

    /**
     * Keeps the embedded database's file small; to be called every some seconds.
     *
     * @return whether there was anything to do: not for any other database
     */
    public boolean tidy() {
        if (oneWriter == null) {
            return false;
        }
        take(oneWriter);
        try (Connection connection = direct.getConnection()) {
            H2File.tidy(connection);
            return true;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            oneWriter.unlock();
        }
    }

    private <T, X extends Exception> T run(Work<T, X> work) throws X {
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

    private static void take(ReentrantLock lock) {
        try {
            if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseException(new SQLException("Another writer has held the database for too long."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(new SQLException("Interrupted while waiting to write.", e));
        }
    }
}
