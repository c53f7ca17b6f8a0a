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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.access.rights.Permission;
import org.muster.inventory.Clusters;
import org.muster.inventory.Host;
import org.muster.inventory.Inventory.Place;
import org.muster.inventory.Vm;
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
    VisibleVms vms;

    @Inject
    Tasks tasks;

    @Inject
    VmRows rows;

    /** All, by cluster and name. */
    @GET
    @Needs(Permission.HOST_READ)
    public Response list(@Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        VmJson view = rows.view();
        List<Task> running = tasks.list(null, TaskState.RUNNING, caller.viewer());
        Map<Place, List<Task>> tasksOn = byHost(running, caller);
        Map<Place, Long> counts = vms.countsByHost(caller);
        JsonOut out = new JsonOut().object().array("hosts");
        for (Host host : clusters.hosts()) {
            Place place = new Place(host.clusterId(), host.name());
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
                    .number("vm_count", counts.getOrDefault(place, 0L))
                    .time("last_update", host.lastSeen())
                    .text("version", host.version())
                    .array("running_tasks");
            tasksOn.getOrDefault(place, List.of()).forEach(task -> TaskJson.write(out, task));
            out.endArray().endObject();
        }
        return Answers.json(out.endArray().endObject());
    }

    private Map<Place, List<Task>> byHost(List<Task> running, Caller caller) {
        List<Long> ids = running.stream().map(Task::vm).distinct().toList();
        Map<Long, Place> places = vms.rows(ids, caller).stream()
                .collect(Collectors.toMap(
                        Vm::id,
                        vm -> new Place(vm.state().clusterId(), vm.state().node())));
        return running.stream()
                .filter(task -> places.containsKey(task.vm()))
                .collect(Collectors.groupingBy(task -> Objects.requireNonNull(places.get(task.vm()))));
    }
}
