package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one mapping between a row of {@code vm_inventory} and the records. */
final class VmRow {

    /** Columns that hold the state, in the order in which {@link #bind} sets them. */
    private static final List<String> STATE = List.of(
            "cluster_id",
            "connection_id",
            "external_id",
            "live_key",
            "node",
            "vmid",
            "uuid",
            "name",
            "name_key",
            "vm_type",
            "category",
            "memory_mib",
            "cores",
            "disk_bytes",
            "ip",
            "is_template",
            "autostart",
            "title",
            "description",
            "os",
            "tags",
            "nics",
            "ip_origin",
            "guest_category",
            "status",
            "status_detail",
            "started_at",
            "task_id",
            "task_state",
            "rdp_available",
            "ssh_available",
            "sync_error",
            "missing_passes",
            "missing_since",
            "missing_ms",
            "gone_at",
            "rival_connection",
            "rival_node",
            "rival_passes",
            "fence",
            "search_text",
            "pass",
            "updated_at",
            "revision");

    static final String COLUMNS = "v.id, f.cpu_usage, f.memory_usage, "
            + STATE.stream().map(column -> "v." + column).collect(Collectors.joining(", "));

    /** Where each column of {@link #COLUMNS} is, counted from 1: by their names drivers look for them row by row. */
    private static final Map<String, Integer> AT = places();

    static final String FROM = " FROM vm_inventory v LEFT JOIN vm_figures f ON f.vm_id = v.id";

    static final String INSERT = "INSERT INTO vm_inventory (id, " + String.join(", ", STATE)
            + ") VALUES (NEXT VALUE FOR vm_seq, " + "?, ".repeat(STATE.size() - 1) + "?)";

    static final String UPDATE =
            "UPDATE vm_inventory SET " + String.join(" = ?, ", STATE) + " = ?" + " WHERE id = ? AND pass = ?";

    /** Where the parameters that follow the state begin. */
    static final int AFTER_STATE = STATE.size() + 1;

    private VmRow() {}

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        places.put("id", 1);
        places.put("cpu_usage", 2);
        places.put("memory_usage", 3);
        STATE.forEach(column -> places.put(column, places.size() + 1));
        return Map.copyOf(places);
    }

    private static int at(String column) {
        return Objects.requireNonNull(AT.get(column), column);
    }

    static void bind(PreparedStatement to, VmState state, long pass, Instant now, long revision) throws SQLException {
        Parameters p = new Parameters(to);
        VmDetails details = state.details();
        p.set(state.clusterId());
        p.set(state.connectionId());
        p.set(state.externalId());
        p.set(state.isLive() ? state.externalId() : null);
        p.set(state.node());
        bindDetails(p, details);
        IpOrigin origin = state.guest().ipOrigin();
        VmCategory said = state.guest().category();
        p.set(origin == null ? null : origin.word());
        p.set(said == null ? null : said.word());
        p.set(state.status().word());
        p.set(state.statusDetail());
        p.set(state.startedAt());
        VmState.RowTask task = state.task();
        p.set(task == null ? null : (Long) task.id());
        p.set(task == null ? null : task.state());
        p.set(state.ports().rdp());
        p.set(state.ports().ssh());
        p.set(state.syncError());
        p.set(state.absence().passes());
        p.set(state.absence().since());
        p.set(state.absence().lasted().toMillis());
        p.set(state.absence().goneAt());
        VmState.Rival rival = state.rival();
        p.set(rival == null ? null : (Long) rival.connectionId());
        p.set(rival == null ? null : rival.node());
        p.set(rival == null ? 0 : rival.passes());
        p.set(state.fence());
        p.set(searchText(state));
        p.set(pass);
        p.set(now);
        p.set(revision);
    }

    private static void bindDetails(Parameters p, VmDetails details) throws SQLException {
        Integer vmid = details.vmid();
        p.set(vmid == null ? null : (Long) vmid.longValue());
        p.set(details.uuid());
        p.set(details.name());
        p.set(key(details.name()));
        p.set(details.type().word());
        p.set(details.category().word());
        p.set(details.memoryMib());
        p.set(details.cores());
        p.set(details.diskBytes());
        p.set(details.ip());
        p.set(details.template());
        p.set(details.autostart());
        p.set(details.title());
        p.set(details.description());
        p.set(details.os());
        p.set(tagColumn(details.tags()));
        p.set(details.nics().stream().map(VmRow::nicLine).collect(Collectors.joining("\n")));
    }

    static Vm read(ResultSet row) throws SQLException {
        return new Vm(
                row.getLong(at("id")),
                readState(row),
                row.getLong(at("pass")),
                Instant.ofEpochMilli(row.getLong(at("updated_at"))),
                number(row, at("cpu_usage")),
                number(row, at("memory_usage")),
                row.getLong(at("revision")));
    }

    private static VmState readState(ResultSet row) throws SQLException {
        Long taskId = whole(row, at("task_id"));
        Long rival = whole(row, at("rival_connection"));
        String rivalNode = row.getString(at("rival_node"));
        return new VmState(
                row.getLong(at("cluster_id")),
                row.getLong(at("connection_id")),
                row.getString(at("external_id")),
                row.getString(at("node")),
                readDetails(row),
                VmStatus.of(row.getString(at("status"))),
                row.getString(at("status_detail")),
                instant(row, at("started_at")),
                new VmState.Ports(row.getBoolean(at("rdp_available")), row.getBoolean(at("ssh_available"))),
                taskId == null ? null : new VmState.RowTask(taskId, row.getString(at("task_state"))),
                row.getString(at("sync_error")),
                new VmState.Absence(
                        row.getInt(at("missing_passes")),
                        instant(row, at("missing_since")),
                        Duration.ofMillis(row.getLong(at("missing_ms"))),
                        instant(row, at("gone_at"))),
                rival == null || rivalNode == null
                        ? null
                        : new VmState.Rival(rival, rivalNode, row.getInt(at("rival_passes"))),
                row.getLong(at("fence")),
                new GuestWord(
                        constant(IpOrigin.class, row.getString(at("ip_origin"))),
                        constant(VmCategory.class, row.getString(at("guest_category")))));
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String word) {
        return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static VmDetails readDetails(ResultSet row) throws SQLException {
        Long vmid = whole(row, at("vmid"));
        return new VmDetails(
                row.getString(at("name")),
                row.getString(at("uuid")),
                vmid == null ? null : (Integer) vmid.intValue(),
                VmType.valueOf(row.getString(at("vm_type")).toUpperCase(Locale.ROOT)),
                VmCategory.valueOf(row.getString(at("category")).toUpperCase(Locale.ROOT)),
                row.getLong(at("memory_mib")),
                row.getInt(at("cores")),
                whole(row, at("disk_bytes")),
                row.getString(at("ip")),
                row.getBoolean(at("is_template")),
                row.getBoolean(at("autostart")),
                row.getString(at("title")),
                row.getString(at("description")),
                row.getString(at("os")),
                split(row.getString(at("tags")), ","),
                split(row.getString(at("nics")), "\n").stream().map(VmRow::nic).toList());
    }

    /** Tags stand between commas, so that one whole tag can be asked for. */
    private static String tagColumn(List<String> tags) {
        return tags.isEmpty() ? "" : "," + String.join(",", tags) + ",";
    }

    private static List<String> split(String column, String by) {
        return column.isEmpty()
                ? List.of()
                : Arrays.stream(column.split(by))
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static String nicLine(Nic nic) {
        return nic.mac() + "|" + nic.network() + "|" + nic.model();
    }

    private static Nic nic(String line) {
        String[] parts = line.split("\\|", -1);
        return new Nic(parts[0], parts[1], parts[2]);
    }

    /** What sorts and matches whatever the case. */
    static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() <= 255 ? lower : lower.substring(0, 255);
    }

    private static String searchText(VmState state) {
        VmDetails d = state.details();
        String all = String.join(
                "\n",
                d.name(),
                empty(d.ip()),
                empty(d.vmid()),
                empty(d.uuid()),
                state.node(),
                String.join("\n", d.tags()));
        String lower = all.toLowerCase(Locale.ROOT);
        return lower.length() <= 2000 ? lower : lower.substring(0, 2000);
    }

    private static String empty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        return whole(row, row.findColumn(column));
    }

    static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return number(row, row.findColumn(column));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Long millis = whole(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long whole(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    private static @Nullable Double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : (Double) value;
    }

    /** Sets one parameter after the other. */
    static final class Parameters {
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
}
