package org.muster.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Vm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/**
 * Writes VMs as CSV by RFC 4180, a header line first. What a spreadsheet would take for a formula is made plain text by
 * a leading apostrophe.
 *
 * @param view knows what a row looks like now
 */
record VmCsv(VmJson view) {

    static final List<String> COLUMNS = List.of(
            "id,vmid,uuid,cluster_id,cluster_name,name,node,status,status_detail,task_state,ip,type,category,memory,cores,"
                    .concat("disk_size,uptime,cpu_usage,memory_usage,is_template,tags,rdp_available,ssh_available,")
                    .concat("last_updated,last_status_check,sync_error,stale,stale_since,gone_at,title,description,")
                    .concat("autostart,os,pool,lock,ha_state,snapshots")
                    .split(","));

    static String header() {
        return String.join(",", COLUMNS) + "\r\n";
    }

    void write(StringBuilder out, Vm vm) {
        VmState state = vm.state();
        VmDetails details = state.details();
        Instant staleSince = view.stale().since(vm);
        Instant updated = view.stale().lastUpdated(vm);
        cell(out, vm.id());
        cell(out, vm.vmid());
        cell(out, details.uuid());
        cell(out, state.clusterId());
        cell(out, view.clusterName(state.clusterId()));
        cell(out, details.name());
        cell(out, state.node());
        cell(out, state.status().word());
        cell(out, state.statusDetail());
        cell(out, state.task() == null ? null : state.task().state());
        cell(out, details.ip());
        cell(out, details.type().word());
        cell(out, details.category().word());
        cell(out, details.memoryMib());
        cell(out, details.cores());
        cell(out, details.diskBytes());
        cell(out, vm.uptimeSeconds(view.stale().now()));
        cell(out, figure(vm.cpuUsage()));
        cell(out, figure(vm.memoryUsage()));
        cell(out, details.template());
        cell(out, String.join(",", vm.tags()));
        cell(out, state.ports().rdp());
        cell(out, state.ports().ssh());
        cell(out, time(updated));
        cell(out, time(updated));
        cell(out, state.syncError());
        cell(out, staleSince != null);
        cell(out, time(staleSince));
        cell(out, time(state.absence().goneAt()));
        cell(out, details.title());
        cell(out, details.description());
        cell(out, details.autostart());
        cell(out, details.os());
        cell(out, state.marks().pool());
        cell(out, state.marks().lock());
        cell(out, state.marks().haState());
        cell(out, details.snapshots());
        out.setLength(out.length() - 1);
        out.append("\r\n");
    }

    private static @Nullable String figure(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : JsonOut.figure(value);
    }

    private static @Nullable Instant time(@Nullable Instant value) {
        return value == null ? null : value.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A cell and the comma after it. */
    static void cell(StringBuilder out, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        boolean quoted = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        String plain = formula ? "'" + text : text;
        out.append(quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain).append(',');
    }
}
