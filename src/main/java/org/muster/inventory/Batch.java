package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sends rows in bounded batches. */
final class Batch {

    private static final int SIZE = 500;

    private final PreparedStatement statement;
    private int waiting;
    private int sent;
    private final List<Integer> missed = new ArrayList<>();

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
            int[] rows = statement.executeBatch();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] == 0) {
                    missed.add(sent + i);
                }
            }
            sent += waiting;
            waiting = 0;
        }
        return sent;
    }

    /** Which of what was sent found no row, counted from 0. */
    List<Integer> missed() {
        return missed;
    }
}
