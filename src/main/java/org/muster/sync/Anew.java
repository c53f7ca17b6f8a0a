package org.muster.sync;

import java.sql.Connection;
import java.sql.SQLException;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;

/**
 * Has something decided anew, from what is known then, when somebody else has written the same rows between reading and
 * writing: the same new VM was found twice, or a guest's word came between.
 */
final class Anew {

    private static final int TRIES = 3;

    /** Reads, decides and writes. */
    interface Work<T> {
        /** @param last whether what has moved meanwhile is to be left alone instead of {@link Moved} being thrown */
        T in(Connection tx, boolean last) throws SQLException;
    }

    /** A row has moved on since it was read. */
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Anew() {}

    static <T> T call(Database database, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == TRIES;
            try {
                return database.call(tx -> work.in(tx, last));
            } catch (Moved e) {
                continue;
            } catch (DatabaseException e) {
                if (last || !e.isConflict()) {
                    throw e;
                }
            }
        }
    }
}
