package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sends rows in bounded batches. */
final class Batch {

    private static final int SIZE = 500;

    private final PreparedStatement statement;
    private int waiting;
    private int sent;

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
            statement.executeBatch();
            sent += waiting;
            waiting = 0;
        }
        return sent;
    }
}
