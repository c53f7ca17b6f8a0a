package org.muster.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * The housekeeping of the embedded H2's file. H2 does it in a thread of its own, but not while every commit is written
 * at once ({@code WRITE_DELAY=0}): then the parts of the file of which little is alive would stay, and the file grow.
 */
final class H2File {

    private static final int FULL_ENOUGH_PERCENT = 90;
    private static final int STEP_BYTES = 16 << 20;

    private H2File() {}

    /** Whether the connection leads to H2 inside this process. */
    static boolean is(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2");
    }

    /**
     * Moves what is alive out of mostly dead parts of the file, at most 16 MiB, and has the disk take all of it: what is
     * overwritten {@code RETENTION_TIME} later is not needed then, whenever the power fails. No transaction may be writing.
     */
    static void tidy(Connection connection) throws SQLException {
        JdbcConnection h2 = connection.unwrap(JdbcConnection.class);
        MVStore store =
                ((SessionLocal) h2.getSession()).getDatabase().getStore().getMvStore();
        store.compact(FULL_ENOUGH_PERCENT, STEP_BYTES);
        store.sync();
    }
}
