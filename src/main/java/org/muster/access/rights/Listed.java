package org.muster.access.rights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A page of a list.
 *
 * @param total of all pages
 */
public record Listed<T>(List<T> rows, long total) {

    /** Which page, numbered from 1, of how many rows each. */
    public record Page(int number, int size) {

        /** The end of a statement. */
        public String sql() {
            return " LIMIT " + size + " OFFSET " + (number - 1L) * size;
        }
    }

    public Listed {
        rows = List.copyOf(rows);
    }

    /** A condition of SQL that grows, with the values of its parameters. */
    public static final class Where {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        public Where and(String condition, Object... more) {
            sql.append(sql.isEmpty() ? " WHERE " : " AND ").append(condition);
            values.addAll(List.of(more));
            return this;
        }

        /** Each word must occur in one of these columns, which hold lower case. */
        public Where words(String search, String... columns) {
            for (String word : search.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
                if (!word.isEmpty()) {
                    String like =
                            "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
                    Object[] each = new Object[columns.length];
                    java.util.Arrays.fill(each, like);
                    and("(" + String.join(" LIKE ? ESCAPE '!' OR ", columns) + " LIKE ? ESCAPE '!')", each);
                }
            }
            return this;
        }

        public String sql() {
            return sql.toString();
        }

        public Object[] values() {
            return values.toArray();
        }

        /** How many rows of a table it holds for. */
        public long count(Connection tx, String table) throws SQLException {
            try (PreparedStatement select = tx.prepareStatement("SELECT COUNT(*) FROM " + table + sql)) {
                for (int i = 0; i < values.size(); i++) {
                    select.setObject(i + 1, values.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }
    }

    /** Question marks for that many values. */
    public static String marks(Collection<?> values) {
        return "?" + ", ?".repeat(values.size() - 1);
    }
}
