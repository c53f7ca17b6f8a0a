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

    private static final int ID = at("id");
    private static final int PASS = at("pass");
    private static final int UPDATED_AT = at("updated_at");
    private static final int CPU_USAGE = at("cpu_usage");
    private static final int MEMORY_USAGE = at("memory_usage");
    private static final int OWN_TAGS = at("own_tags");
    private static final int REVISION = at("revision");
    private static final int TASK_ID = at("task_id");
    private static final int RIVAL_CONNECTION = at("rival_connection");
    private static final int RIVAL_NODE = at("rival_node");
    private static final int CLUSTER_ID = at("cluster_id");
    private static final int CONNECTION_ID = at("connection_id");
    private static final int EXTERNAL_ID = at("external_id");
    private static final int NODE = at("node");
    private static final int STATUS = at("status");
    private static final int STATUS_DETAIL = at("status_detail");
    private static final int STARTED_AT = at("started_at");
    private static final int RDP_AVAILABLE = at("rdp_available");
    private static final int SSH_AVAILABLE = at("ssh_available");
    private static final int TASK_STATE = at("task_state");
    private static final int SYNC_ERROR = at("sync_error");
    private static final int MISSING_PASSES = at("missing_passes");
    private static final int MISSING_SINCE = at("missing_since");
    private static final int MISSING_MS = at("missing_ms");
    private static final int GONE_AT = at("gone_at");
    private static final int RIVAL_PASSES = at("rival_passes");
    private static final int FENCE = at("fence");
    private static final int IP_ORIGIN = at("ip_origin");
    private static final int GUEST_CATEGORY = at("guest_category");
    private static final int POOL = at("pool");
    private static final int LOCK_WORD = at("lock_word");
    private static final int HA_STATE = at("ha_state");
    private static final int SNAPSHOTS = at("snapshots");
    private static final int VMID = at("vmid");
    private static final int NAME = at("name");
    private static final int UUID = at("uuid");
    private static final int VM_TYPE = at("vm_type");
    private static final int CATEGORY = at("category");
    private static final int MEMORY_MIB = at("memory_mib");
    private static final int CORES = at("cores");
    private static final int DISK_BYTES = at("disk_bytes");
    private static final int IP = at("ip");
    private static final int IS_TEMPLATE = at("is_template");
    private static final int AUTOSTART = at("autostart");
    private static final int TITLE = at("title");
    private static final int DESCRIPTION = at("description");
    private static final int OS = at("os");
    private static final int TAGS = at("tags");
    private static final int NICS = at("nics");

    private VmRow() {}

    static Vm read(ResultSet row) throws SQLException {
        return new Vm(
                row.getLong(ID),
                readState(row),
                row.getLong(PASS),
                Instant.ofEpochMilli(row.getLong(UPDATED_AT)),
                Cells.number(row, CPU_USAGE),
                Cells.number(row, MEMORY_USAGE),
                row.getLong(REVISION),
                DetailLines.tags(row.getString(OWN_TAGS)));
    }

    private static VmState readState(ResultSet row) throws SQLException {
        Long taskId = Cells.whole(row, TASK_ID);
        Long rival = Cells.whole(row, RIVAL_CONNECTION);
        String rivalNode = row.getString(RIVAL_NODE);
        return new VmState(
                row.getLong(CLUSTER_ID),
                row.getLong(CONNECTION_ID),
                row.getString(EXTERNAL_ID),
                row.getString(NODE),
                readDetails(row),
                VmStatus.of(row.getString(STATUS)),
                row.getString(STATUS_DETAIL),
                Cells.instant(row, STARTED_AT),
                new VmState.Ports(row.getBoolean(RDP_AVAILABLE), row.getBoolean(SSH_AVAILABLE)),
                taskId == null ? null : new VmState.RowTask(taskId, row.getString(TASK_STATE)),
                row.getString(SYNC_ERROR),
                new VmState.Absence(
                        row.getInt(MISSING_PASSES),
                        Cells.instant(row, MISSING_SINCE),
                        Duration.ofMillis(row.getLong(MISSING_MS)),
                        Cells.instant(row, GONE_AT)),
                rival == null || rivalNode == null
                        ? null
                        : new VmState.Rival(rival, rivalNode, row.getInt(RIVAL_PASSES)),
                row.getLong(FENCE),
                new GuestWord(
                        constant(IpOrigin.class, row.getString(IP_ORIGIN)),
                        constant(VmCategory.class, row.getString(GUEST_CATEGORY))),
                marks(row));
    }

    /** Most have none, and need no object of their own. */
    private static Marks marks(ResultSet row) throws SQLException {
        String pool = row.getString(POOL);
        String lock = row.getString(LOCK_WORD);
        String haState = row.getString(HA_STATE);
        return pool == null && lock == null && haState == null ? Marks.NONE : new Marks(pool, lock, haState);
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String word) {
        return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static VmDetails readDetails(ResultSet row) throws SQLException {
        Long vmid = Cells.whole(row, VMID);
        Long snapshots = Cells.whole(row, SNAPSHOTS);
        return new VmDetails(
                row.getString(NAME),
                row.getString(UUID),
                vmid == null ? null : (Integer) vmid.intValue(),
                VmType.valueOf(row.getString(VM_TYPE).toUpperCase(Locale.ROOT)),
                VmCategory.valueOf(row.getString(CATEGORY).toUpperCase(Locale.ROOT)),
                row.getLong(MEMORY_MIB),
                row.getInt(CORES),
                Cells.whole(row, DISK_BYTES),
                row.getString(IP),
                row.getBoolean(IS_TEMPLATE),
                row.getBoolean(AUTOSTART),
                row.getString(TITLE),
                row.getString(DESCRIPTION),
                row.getString(OS),
                DetailLines.tags(row.getString(TAGS)),
                DetailLines.nics(row.getString(NICS)),
                snapshots == null ? null : (Integer) snapshots.intValue());
    }
}
