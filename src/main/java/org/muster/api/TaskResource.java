package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;
import org.muster.task.Task;
import org.muster.task.TaskState;
import org.muster.task.Tasks;

/** Actions asked for, of VMs that the caller may see. */
@Path("tasks")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TaskResource {

    @Inject
    Tasks tasks;

    /** The latest first. */
    @GET
    @Needs(Permission.VM_READ)
    public Response list(
            @QueryParam("vm") @Nullable String vm,
            @QueryParam("state") @Nullable String state,
            @Context HttpServletRequest http) {
        Check check = new Check();
        Long ofVm = check.number("vm", vm, 1, Check.MAX_ID).orElse(null);
        TaskState inState = check.word("state", state, TaskState.values()).orElse(null);
        check.done();
        JsonOut out = new JsonOut().object().array("tasks");
        tasks.list(ofVm, inState, PermissionFilter.caller(http).viewer()).forEach(task -> TaskJson.write(out, task));
        return Answers.json(out.endArray().endObject());
    }

    /** One task. */
    @GET
    @Path("{id}")
    @Needs(Permission.VM_READ)
    public Response one(@PathParam("id") String id, @Context HttpServletRequest http) {
        JsonOut out = new JsonOut();
        TaskJson.write(out, find(id, http));
        return Answers.json(out);
    }

    /** What happened to it when. */
    @GET
    @Path("{id}/log")
    @Needs(Permission.VM_READ)
    public Response log(@PathParam("id") String id, @Context HttpServletRequest http) {
        JsonOut out = new JsonOut();
        TaskJson.writeLog(out, find(id, http));
        return Answers.json(out);
    }

    private Task find(String id, HttpServletRequest http) {
        return Check.digits(id)
                .flatMap(number ->
                        tasks.find(number, PermissionFilter.caller(http).viewer()))
                .orElseThrow(NotFoundException::new);
    }
}
