package org.muster.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The columns of {@code vm_inventory}, their order, and the statements that need it. */
final class VmColumns {

    /** Columns that hold the state, in the order in which {@link VmBinding} sets them. */
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
            "pool",
            "lock_word",
            "ha_state",
            "snapshots",
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

    static final String COLUMNS = "v.id, f.cpu_usage, f.memory_usage, v.own_tags, "
            + STATE.stream().map(column -> "v." + column).collect(Collectors.joining(", "));

    /** Where each column of {@link #COLUMNS} is, counted from 1: by their names drivers look for them row by row. */
    private static final Map<String, Integer> AT = places();

    static final String FROM = " FROM vm_inventory v LEFT JOIN vm_figures f ON f.vm_id = v.id";

    static final String INSERT = "INSERT INTO vm_inventory (id, " + String.join(", ", STATE)
            + ") VALUES (NEXT VALUE FOR vm_seq, " + "?, ".repeat(STATE.size() - 1) + "?)";

    static final String UPDATE =
            "UPDATE vm_inventory SET " + String.join(" = ?, ", STATE) + " = ?" + " WHERE id = ? AND revision = ?";

    /** Where the parameters that follow the state begin. */
    static final int AFTER_STATE = STATE.size() + 1;

    private VmColumns() {}

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        places.put("id", 1);
        places.put("cpu_usage", 2);
        places.put("memory_usage", 3);
        places.put("own_tags", 4);
        STATE.forEach(column -> places.put(column, places.size() + 1));
        return Map.copyOf(places);
    }

    /** The number of a column of {@link #COLUMNS}. */
    static int at(String column) {
        return Objects.requireNonNull(AT.get(column), column);
    }
}
