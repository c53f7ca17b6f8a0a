package org.muster.ui.vms;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Cluster;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.ui.page.When;

/**
 * One VM as the table shows it.
 *
 * @param demo whether it exists in the demo only
 * @param lock what its cluster has locked it for, null if it is free
 * @param uptime in words, empty if it is not running, a dash if not known
 * @param stale since when it is not observed, null if it is fresh
 * @param gone when it was given up, null while it lives
 * @param actions the buttons, the most likely first
 * @param back the query of the list that the row stands in
 */
public record VmRow(
        long id,
        String name,
        List<String> tags,
        boolean template,
        boolean demo,
        @Nullable String lock,
        String cluster,
        String node,
        @Nullable String ip,
        Badge badge,
        Usage cpu,
        Usage memory,
        String uptime,
        When updated,
        @Nullable When stale,
        @Nullable String error,
        @Nullable When gone,
        List<RowAction> actions,
        String back,
        String csrf) {

    /**
     * @param cluster the VM's, null if it has just been removed
     * @param may whether the caller may act on VMs
     */
    static VmRow of(Vm vm, @Nullable Cluster cluster, Staleness staleness, boolean may, ListQuery back, String csrf) {
        VmState state = vm.state();
        VmDetails details = state.details();
        return new VmRow(
                vm.id(),
                details.name(),
                vm.tags(),
                details.template(),
                cluster != null && cluster.kind() == SourceKind.DEMO,
                state.marks().lock(),
                cluster == null ? "–" : cluster.name(),
                state.node(),
                details.ip(),
                Badge.of(state),
                Usage.cpu(vm.cpuUsage(), details.cores()),
                Usage.memory(vm.memoryUsage(), details.memoryMib()),
                uptime(vm.uptimeSeconds(staleness.now())),
                When.at(staleness.lastUpdated(vm), staleness.now()),
                When.of(staleness.since(vm), staleness.now()),
                state.syncError(),
                When.of(state.absence().goneAt(), staleness.now()),
                may ? RowAction.of(vm) : List.of(),
                back.toQuery(),
                csrf);
    }

    private static String uptime(@Nullable Long seconds) {
        if (seconds == null) {
            return "–";
        }
        return seconds == 0 ? "" : When.words(Duration.ofSeconds(seconds));
    }

    /** Where a button of this row sends its request. */
    public String path(RowAction action) {
        return "/ui/vms/" + id + "/" + action.route();
    }
}
