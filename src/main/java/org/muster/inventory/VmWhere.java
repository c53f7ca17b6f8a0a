package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of a list query. Values only ever travel as parameters. */
final class VmWhere {

    private static final String UPTIME = "CASE WHEN v.status <> 'running' THEN 0 WHEN v.started_at IS NULL THEN NULL"
            + " ELSE 9000000000000000 - v.started_at END";
    private static final String SEEN = "GREATEST(v.updated_at, COALESCE(s.last_full, 0), COALESCE(s.last_quick, 0))";
    private static final String FOUND = "v.search_text LIKE ? ESCAPE '!' OR LOWER(v.own_tags) LIKE ? ESCAPE '!'";
    private static final Map<VmQuery.Sort, String> ORDER = Map.of(
            VmQuery.Sort.NAME, "v.name_key",
            VmQuery.Sort.STATUS, "v.status",
            VmQuery.Sort.NODE, "v.node",
            VmQuery.Sort.CPU_USAGE, "f.cpu_usage",
            VmQuery.Sort.MEMORY_USAGE, "f.memory_usage",
            VmQuery.Sort.UPTIME, UPTIME,
            VmQuery.Sort.LAST_UPDATED, SEEN);

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private VmWhere() {}

    /** What the query asks for and the viewer may see. */
    static VmWhere of(VmQuery query, Viewer viewer, Staleness stale) {
        VmWhere where = visible(viewer);
        if (!query.gone()) {
            where.and("v.gone_at IS NULL");
        }
        query.words().forEach(where::word);
        where.equal("v.cluster_id", query.cluster());
        where.equal("v.node", query.host());
        if (!query.statuses().isEmpty()) {
            where.in(
                    "v.status",
                    query.statuses().stream().map(VmStatus::word).sorted().toList());
        }
        String tag = query.tag();
        if (tag != null) {
            String whole = "%," + escape(tag) + ",%";
            where.and("v.tags LIKE ? ESCAPE '!' OR v.own_tags LIKE ? ESCAPE '!'", whole, whole);
        }
        where.error(query.error());
        where.stale(query.stale(), stale);
        return where;
    }

    /** What the viewer may see, gone or not. */
    static VmWhere visible(Viewer viewer) {
        VmWhere where = new VmWhere();
        VmAccess.Visible visible = VmAccess.visible("v.id", viewer);
        return viewer.all() ? where : where.and(visible.sql(), visible.values().toArray());
    }

    VmWhere and(String condition, Object... parameters) {
        sql.append(sql.isEmpty() ? " WHERE " : " AND ")
                .append('(')
                .append(condition)
                .append(')');
        values.addAll(List.of(parameters));
        return this;
    }

    VmWhere in(String column, Collection<?> among) {
        return among.isEmpty() ? and("1 = 0") : and(column + " IN (" + marks(among.size()) + ")", among.toArray());
    }

    String sql() {
        return sql.toString();
    }

    /** A query with this condition as a key, {@code more} being the values of what follows the condition. */
    Remembered.Question question(String query, Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return new Remembered.Question(query, List.copyOf(all));
    }

    /** Sets the parameters and returns the number of the next. */
    int bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }

    static String order(VmQuery query) {
        String direction = query.descending() ? " DESC" : "";
        return " ORDER BY " + ORDER.get(query.sort()) + direction + ", v.id" + direction;
    }

    /** The tables that the order needs. */
    static String from(VmQuery query) {
        return switch (query.sort()) {
            case LAST_UPDATED ->
                " FROM vm_inventory v" + " LEFT JOIN connection_state s ON s.connection_id = v.connection_id";
            case CPU_USAGE, MEMORY_USAGE -> VmColumns.FROM;
            default -> " FROM vm_inventory v";
        };
    }

    private void word(String word) {
        String pattern = "%" + escape(word.toLowerCase(Locale.ROOT)) + "%";
        if (word.chars().allMatch(Character::isDigit)) {
            // The vmid of a libvirt VM is its id, which the search text can't hold.
            and(FOUND + " OR CONCAT(v.id, '') LIKE ?", pattern, pattern, pattern);
        } else {
            and(FOUND, pattern, pattern);
        }
    }

    private void equal(String column, @Nullable Object value) {
        if (value != null) {
            and(column + " = ?", value);
        }
    }

    private void error(@Nullable Boolean wanted) {
        if (wanted != null) {
            and(wanted ? "v.sync_error IS NOT NULL" : "v.sync_error IS NULL");
        }
    }

    private void stale(@Nullable Boolean wanted, Staleness stale) {
        if (wanted == null) {
            return;
        }
        List<Long> connections = stale.connections().stream().sorted().toList();
        List<Object> parameters = new ArrayList<>(connections);
        parameters.addAll(Staleness.SILENCES);
        String is = (connections.isEmpty() ? "1 = 0" : "v.connection_id IN (" + marks(connections.size()) + ")")
                + " OR COALESCE(v.sync_error, '') IN (" + marks(Staleness.SILENCES.size()) + ")";
        and(wanted ? is : "NOT (" + is + ")", parameters.toArray());
    }

    private static String marks(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    private static String escape(String plain) {
        return plain.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
