package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.access.Permission;
import org.muster.inventory.Clusters;
import org.muster.inventory.Host;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;
import org.muster.task.Task;
import org.muster.task.TaskState;
import org.muster.task.Tasks;

/** The machines that run the VMs. */
@Path("hosts")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class HostResource {

    @Inject
    Clusters clusters;

    @Inject
    Inventory inventory;

    @Inject
    Tasks tasks;

    @Inject
    VmRows rows;

    /** All, by cluster and name. */
    @GET
    @Needs(Permission.HOST_READ)
    public Response list(@Context HttpServletRequest http) {
        Viewer viewer = PermissionFilter.caller(http).viewer();
        VmJson view = rows.view();
        List<Task> running = tasks.list(null, TaskState.RUNNING, viewer);
        Map<Long, Vm> vms = vms(running);
        JsonOut out = new JsonOut().object().array("hosts");
        for (Host host : clusters.hosts()) {
            out.object()
                    .text("id", host.clusterId() + "/" + host.name())
                    .text("name", host.name())
                    .number("cluster_id", host.clusterId())
                    .text("cluster", view.clusterName(host.clusterId()))
                    .flag(
                            "is_active",
                            host.online() && !view.stale().connections().contains(host.connectionId()))
                    .number("cpus", host.cpus())
                    .number("memory", host.memoryMib())
                    .figure("cpu_usage", host.cpuUsage())
                    .figure("memory_usage", host.memoryUsage())
                    .figure("gpu_usage", null)
                    .number("vm_count", count(host, viewer, view))
                    .time("last_update", host.lastSeen())
                    .text("version", host.version())
                    .array("running_tasks");
            running.stream().filter(task -> isOn(host, vms.get(task.vm()))).forEach(task -> TaskJson.write(out, task));
            out.endArray().endObject();
        }
        return Answers.json(out.endArray().endObject());
    }

    private Map<Long, Vm> vms(List<Task> running) {
        Set<Long> ids = running.stream().map(Task::vm).collect(Collectors.toSet());
        return inventory.rows(new ArrayList<>(ids)).stream().collect(Collectors.toMap(Vm::id, vm -> vm));
    }

    private long count(Host host, Viewer viewer, VmJson view) {
        VmQuery onHost = new VmQuery(
                List.of(), host.clusterId(), Set.of(), null, host.name(), null, null, false, VmQuery.Sort.NAME, false);
        return inventory.list(onHost, viewer, view.stale(), 1, 1).total();
    }

    private static boolean isOn(Host host, @Nullable Vm vm) {
        return vm != null
                && vm.state().clusterId() == host.clusterId()
                && vm.state().node().equals(host.name());
    }
}
