package org.muster.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns that may be NULL. By their numbers where many rows are read: drivers look for names row by row. */
final class Cells {

    private Cells() {}

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        return whole(row, row.findColumn(column));
    }

    static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return number(row, row.findColumn(column));
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Long millis = whole(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long whole(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    static @Nullable Double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : (Double) value;
    }
}
