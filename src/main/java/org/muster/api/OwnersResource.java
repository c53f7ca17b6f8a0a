package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.admin.VmGiving;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Subject;
import org.muster.inventory.Vm;

/** Who owns a VM. Rules may add owners of their own, which are not told here. */
@Path("vms/{id}/owners")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class OwnersResource {

    @Inject
    VmRows rows;

    @Inject
    Grants grants;

    @Inject
    VmGiving giving;

    @Inject
    RightsBody bodies;

    @Inject
    Trail trail;

    /** The users and the groups. */
    @GET
    @Needs(Permission.VM_SHARE)
    public Response list(@PathParam("id") String id, @Context HttpServletRequest http) {
        return answer(rows.byId(id, PermissionFilter.caller(http), Permission.VM_SHARE));
    }

    /** These and no others. */
    @PUT
    @Needs(value = Permission.VM_ASSIGN, action = "vm.assign")
    public Response set(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        Vm vm = trail.found(caller, "vm.assign", "vm:" + id, () -> rows.byId(id, caller, Permission.VM_ASSIGN));
        JsonObject json = JsonBody.required(body, type);
        Set<Subject> owners = new HashSet<>();
        bodies.ids(json, "users").forEach(user -> owners.add(Subject.user(user)));
        bodies.ids(json, "groups").forEach(group -> owners.add(Subject.group(group)));
        giving.own(caller, vm.id(), owners);
        return answer(vm);
    }

    private Response answer(Vm vm) {
        return Answers.json(RightsJson.subjects(new JsonOut().object(), grants.owners(vm.id()))
                .endObject());
    }
}
