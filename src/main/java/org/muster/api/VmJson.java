package org.muster.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.inventory.Marks;
import org.muster.inventory.Nic;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/**
 * Writes VMs as the contract has them.
 *
 * @param clusters names by id
 * @param stale what the connections are like now
 */
record VmJson(Map<Long, String> clusters, Staleness stale) {

    void write(JsonOut out, Vm vm) {
        out.object();
        members(out, vm);
        out.endObject();
    }

    /** Writes it as a member of an object. */
    void member(JsonOut out, String name, Vm vm) {
        out.object(name);
        members(out, vm);
        out.endObject();
    }

    /**
     * Writes an array of them.
     *
     * @return whether one of them is stale
     */
    boolean array(JsonOut out, String name, List<Vm> vms) {
        boolean anyStale = false;
        out.array(name);
        for (Vm vm : vms) {
            write(out, vm);
            anyStale |= stale.since(vm) != null;
        }
        out.endArray();
        return anyStale;
    }

    /** Writes its members into an object that was begun. */
    void members(JsonOut out, Vm vm) {
        VmState state = vm.state();
        VmDetails details = state.details();
        out.number("id", vm.id())
                .number("vmid", vm.vmid())
                .text("uuid", details.uuid())
                .number("cluster_id", state.clusterId())
                .text("cluster_name", clusterName(state.clusterId()))
                .text("name", details.name())
                .text("node", state.node())
                .text("status", state.status().word())
                .text("status_detail", state.statusDetail())
                .text("task_state", state.task() == null ? null : state.task().state())
                .text("ip", details.ip())
                .text("type", details.type().word())
                .text("category", details.category().word())
                .number("memory", details.memoryMib())
                .number("cores", details.cores())
                .number("disk_size", details.diskBytes())
                .number("uptime", vm.uptimeSeconds(stale.now()))
                .figure("cpu_usage", vm.cpuUsage())
                .figure("memory_usage", vm.memoryUsage())
                .flag("is_template", details.template())
                .array("tags");
        vm.tags().forEach(out::element);
        out.endArray()
                .flag("rdp_available", state.ports().rdp())
                .flag("ssh_available", state.ports().ssh());
        freshness(out, vm);
        out.text("title", details.title())
                .text("description", details.description())
                .flag("autostart", details.autostart())
                .text("os", details.os());
        Marks marks = state.marks();
        out.text("pool", marks.pool())
                .text("lock", marks.lock())
                .text("ha_state", marks.haState())
                .number("snapshots", details.snapshots());
        nics(out, details.nics());
    }

    private void freshness(JsonOut out, Vm vm) {
        Instant updated = stale.lastUpdated(vm);
        Instant staleSince = stale.since(vm);
        out.time("last_updated", updated)
                .time("last_status_check", updated)
                .text("sync_error", vm.state().syncError())
                .flag("stale", staleSince != null)
                .time("stale_since", staleSince)
                .time("gone_at", vm.state().absence().goneAt());
    }

    private static void nics(JsonOut out, List<Nic> nics) {
        out.array("nics");
        for (Nic nic : nics) {
            out.object()
                    .text("mac", nic.mac())
                    .text("network", nic.network())
                    .text("model", nic.model())
                    .endObject();
        }
        out.endArray();
    }

    String clusterName(long id) {
        return clusters.getOrDefault(id, "");
    }
}
