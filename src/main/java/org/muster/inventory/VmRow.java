package org.muster.inventory;

import static org.muster.inventory.VmColumns.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row that was selected with {@link VmColumns#COLUMNS}, as the records. */
final class VmRow {

    private VmRow() {}

    static Vm read(ResultSet row) throws SQLException {
        return new Vm(
                row.getLong(at("id")),
                readState(row),
                row.getLong(at("pass")),
                Instant.ofEpochMilli(row.getLong(at("updated_at"))),
                Cells.number(row, at("cpu_usage")),
                Cells.number(row, at("memory_usage")),
                row.getLong(at("revision")));
    }

    private static VmState readState(ResultSet row) throws SQLException {
        Long taskId = Cells.whole(row, at("task_id"));
        Long rival = Cells.whole(row, at("rival_connection"));
        String rivalNode = row.getString(at("rival_node"));
        return new VmState(
                row.getLong(at("cluster_id")),
                row.getLong(at("connection_id")),
                row.getString(at("external_id")),
                row.getString(at("node")),
                readDetails(row),
                VmStatus.of(row.getString(at("status"))),
                row.getString(at("status_detail")),
                Cells.instant(row, at("started_at")),
                new VmState.Ports(row.getBoolean(at("rdp_available")), row.getBoolean(at("ssh_available"))),
                taskId == null ? null : new VmState.RowTask(taskId, row.getString(at("task_state"))),
                row.getString(at("sync_error")),
                new VmState.Absence(
                        row.getInt(at("missing_passes")),
                        Cells.instant(row, at("missing_since")),
                        Duration.ofMillis(row.getLong(at("missing_ms"))),
                        Cells.instant(row, at("gone_at"))),
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
        Long vmid = Cells.whole(row, at("vmid"));
        return new VmDetails(
                row.getString(at("name")),
                row.getString(at("uuid")),
                vmid == null ? null : (Integer) vmid.intValue(),
                VmType.valueOf(row.getString(at("vm_type")).toUpperCase(Locale.ROOT)),
                VmCategory.valueOf(row.getString(at("category")).toUpperCase(Locale.ROOT)),
                row.getLong(at("memory_mib")),
                row.getInt(at("cores")),
                Cells.whole(row, at("disk_bytes")),
                row.getString(at("ip")),
                row.getBoolean(at("is_template")),
                row.getBoolean(at("autostart")),
                row.getString(at("title")),
                row.getString(at("description")),
                row.getString(at("os")),
                DetailLines.tags(row.getString(at("tags"))),
                DetailLines.nics(row.getString(at("nics"))));
    }
}
