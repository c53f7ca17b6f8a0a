package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.admin.VmGiving;
import org.muster.access.rights.Permission;
import org.muster.access.rights.VmTags;
import org.muster.inventory.Vm;

/** The tags that a VM has in Muster, beside those of its source. */
@Path("vms/{id}/tags")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TagsResource {

    @Inject
    VmRows rows;

    @Inject
    VmTags tags;

    @Inject
    VmGiving giving;

    @Inject
    RightsBody bodies;

    @Inject
    Trail trail;

    /** All of a VM. */
    @GET
    @Needs(Permission.VM_READ)
    public Response list(@PathParam("id") String id, @Context HttpServletRequest http) {
        return answer(rows.byId(id, PermissionFilter.caller(http), Permission.VM_READ));
    }

    /** These and no others; a tag by which something is granted needs that on the VM. */
    @PUT
    @Needs(value = Permission.VM_ASSIGN, action = "vm.tag")
    public Response set(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        Vm vm = trail.found(caller, "vm.tag", "vm:" + id, () -> rows.byId(id, caller, Permission.VM_ASSIGN));
        Set<String> wanted = bodies.tags(JsonBody.required(body, type));
        giving.tag(caller, vm.id(), wanted);
        return answer(vm);
    }

    private Response answer(Vm vm) {
        JsonOut out = new JsonOut().object().array("tags");
        tags.of(vm.id()).forEach(out::element);
        return Answers.json(out.endArray().endObject());
    }
}
