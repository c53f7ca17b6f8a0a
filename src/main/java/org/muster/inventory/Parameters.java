package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets one parameter after the other. */
final class Parameters {
    private final PreparedStatement to;
    private int next = 1;

    Parameters(PreparedStatement to) {
        this.to = to;
    }

    void set(@Nullable String value) throws SQLException {
        to.setString(next++, value);
    }

    void set(@Nullable Long value) throws SQLException {
        if (value == null) {
            to.setNull(next++, Types.BIGINT);
        } else {
            to.setLong(next++, value);
        }
    }

    void set(long value) throws SQLException {
        to.setLong(next++, value);
    }

    void set(boolean value) throws SQLException {
        to.setBoolean(next++, value);
    }

    void set(@Nullable Double value) throws SQLException {
        if (value == null) {
            to.setNull(next++, Types.DOUBLE);
        } else {
            to.setDouble(next++, value);
        }
    }

    void set(@Nullable Instant value) throws SQLException {
        set(value == null ? null : (Long) value.toEpochMilli());
    }
}
