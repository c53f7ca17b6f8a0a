package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.rights.Permission;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRefused;

/** VMs, and what one can do to them, by the hypervisor's own number. */
@Path("vm/{vmid}")
@Singleton
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class VmidResource {

    @Inject
    VmRows rows;

    @Inject
    VmActions actions;

    /** The one live VM of that vmid. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(Permission.VM_READ)
    public Response one(
            @PathParam("vmid") String vmid,
            @QueryParam("cluster") @Nullable String cluster,
            @Context HttpServletRequest http) {
        return Answers.json(rows.json(rows.byVmid(vmid, cluster, PermissionFilter.caller(http), Permission.VM_READ)));
    }

    /** Starts a task. */
    @POST
    @Path("{action:" + VmActions.WORDS + "}")
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(value = Permission.VM_POWER, action = VmActions.AUDIT)
    public Response act(
            @PathParam("vmid") String vmid,
            @PathParam("action") String action,
            @QueryParam("cluster") @Nullable String cluster,
            @QueryParam("wait") @Nullable String wait,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http)
            throws ActionRefused {
        Caller caller = PermissionFilter.caller(http);
        return actions.act(
                caller,
                action,
                "vmid:" + vmid,
                wait,
                WishJson.read(body, type, VmAction.of(action)),
                () -> rows.byVmid(vmid, cluster, caller, Permission.VM_POWER));
    }
}
