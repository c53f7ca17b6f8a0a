package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.IntStream;

/** Sends rows in bounded batches. */
final class Batch {

    private static final int SIZE = 500;

    private final PreparedStatement statement;
    private int waiting;
    private int sent;
    private boolean missed;

    Batch(PreparedStatement statement) {
        this.statement = statement;
    }

    void add() throws SQLException {
        statement.addBatch();
        if (++waiting == SIZE) {
            end();
        }
    }

    /** Sends what waits; how many were sent altogether. */
    int end() throws SQLException {
        if (waiting > 0) {
            missed |= IntStream.of(statement.executeBatch()).anyMatch(rows -> rows == 0);
            sent += waiting;
            waiting = 0;
        }
        return sent;
    }

    /** Whether any of what was sent found no row. */
    boolean missed() {
        return missed;
    }
}
