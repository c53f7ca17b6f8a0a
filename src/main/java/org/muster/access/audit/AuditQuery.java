package org.muster.access.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are asked for; null asks for all.
 *
 * @param from the first instant
 * @param to the first instant that is too late
 * @param actor the account's name; with {@code *} at its end, what a name begins with. Likewise the other two
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String target) {

    /** All. */
    public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null);

    /** A condition, and the values of its question marks. */
    record Where(String sql, List<Object> values) {}

    Where where() {
        List<String> all = new ArrayList<>(List.of("1 = 1"));
        List<Object> values = new ArrayList<>();
        if (from != null) {
            all.add("at >= ?");
            values.add(from.toEpochMilli());
        }
        if (to != null) {
            all.add("at < ?");
            values.add(to.toEpochMilli());
        }
        text("actor", actor, all, values);
        text("action", action, all, values);
        text("target", target, all, values);
        return new Where(String.join(" AND ", all), values);
    }

    private static void text(String column, @Nullable String wanted, List<String> all, List<Object> values) {
        if (wanted == null) {
            return;
        }
        if (wanted.endsWith("*")) {
            String start = wanted.substring(0, wanted.length() - 1);
            all.add(column + " LIKE ? ESCAPE '!'");
            values.add(start.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        } else {
            all.add(column + " = ?");
            values.add(wanted);
        }
    }
}
