package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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
import org.muster.access.admin.RoleChanges;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;

/** Roles: those that are built in, and one's own. */
@Path("roles")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class RoleResource {

    @Inject
    Roles roles;

    @Inject
    RightsBody bodies;

    @Inject
    RoleChanges changes;

    /** All, those that are built in first. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list() {
        JsonOut out = new JsonOut().object().array("roles");
        roles.all().forEach(role -> RightsJson.role(out, role));
        return Answers.json(out.endArray().endObject());
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.USER_ADMIN)
    public Response one(@PathParam("id") String id) {
        return Answers.json(RightsJson.role(new JsonOut(), find(id)));
    }

    /** Adds one. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "role.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject json = JsonBody.required(body, type);
        String name = bodies.name(json, (String) null);
        Set<Permission> permissions = bodies.permissions(json);
        Role added = changes.add(PermissionFilter.caller(http), name, permissions);
        return Answers.made(201, "/api/roles/" + added.id(), RightsJson.role(new JsonOut(), added));
    }

    /** Changes what is given, for everybody who has it. */
    @PATCH
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "role.change")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Role known = find(id);
        JsonObject json = JsonBody.required(body, type);
        Role wanted = new Role(
                known.id(),
                bodies.name(json, known.name()),
                json.containsKey("permissions") ? bodies.permissions(json) : known.permissions());
        changes.change(PermissionFilter.caller(http), known, wanted);
        return Answers.json(RightsJson.role(new JsonOut(), wanted));
    }

    /** Takes one away that nobody has. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "role.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        changes.remove(PermissionFilter.caller(http), find(id));
        return Response.noContent().build();
    }

    private Role find(String id) {
        return Check.digits(id).flatMap(roles::find).orElseThrow(NotFoundException::new);
    }
}
