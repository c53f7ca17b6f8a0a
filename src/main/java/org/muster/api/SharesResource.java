package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.admin.VmGiving;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.inventory.Vm;

/** With whom a VM's owners share it. */
@Path("vms/{id}/shares")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SharesResource {

    @Inject
    VmRows rows;

    @Inject
    Grants grants;

    @Inject
    VmGiving giving;

    @Inject
    GrantBody bodies;

    @Inject
    Trail trail;

    /** All of a VM. */
    @GET
    @Needs(Permission.VM_SHARE)
    public Response list(@PathParam("id") String id, @Context HttpServletRequest http) {
        Vm vm = rows.byId(id, PermissionFilter.caller(http), Permission.VM_SHARE);
        JsonOut out = new JsonOut().object().array("shares");
        grants.ofVm(vm.id()).stream().filter(Grant::shared).forEach(share -> write(out, share));
        return Answers.json(out.endArray().endObject());
    }

    /** Lets somebody else see it, or start and stop it, as far as the caller may. */
    @POST
    @Needs(value = Permission.VM_SHARE, action = "vm.share")
    public Response add(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        Vm vm = find(id, caller, "vm.share");
        Grants.Wanted wanted = bodies.share(JsonBody.required(body, type), vm.id());
        Grant added = giving.share(caller, vm.id(), wanted);
        return Answers.made(201, "/api/vms/" + vm.id() + "/shares/" + added.id(), write(new JsonOut(), added));
    }

    /** Takes it back. */
    @DELETE
    @Path("{share}")
    @Needs(value = Permission.VM_SHARE, action = "vm.unshare")
    public Response delete(
            @PathParam("id") String id, @PathParam("share") String share, @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        Vm vm = find(id, caller, "vm.unshare");
        Grant known = grants.ofVm(vm.id()).stream()
                .filter(grant -> grant.shared() && Long.toString(grant.id()).equals(share))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        giving.unshare(caller, vm.id(), known);
        return Response.noContent().build();
    }

    private Vm find(String id, Caller caller, String action) {
        return trail.found(caller, action, "vm:" + id, () -> rows.byId(id, caller, Permission.VM_SHARE));
    }

    private static JsonOut write(JsonOut out, Grant share) {
        out.object().number("id", share.id());
        RightsJson.subject(out, share.subject());
        return out.text("may", share.role() == Role.POWER.id() ? "power" : "view")
                .time("until", share.until())
                .text("granted_by", share.by())
                .time("created_at", share.since())
                .endObject();
    }
}
