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
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.admin.GroupChanges;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Permission;

/** Groups and who is in them. */
@Path("groups")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GroupResource {

    @Inject
    Groups groups;

    @Inject
    RightsBody bodies;

    @Inject
    GroupChanges changes;

    /** A page, by name. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri.getQueryParameters());
        return request.answer("groups", groups.page(request.search(), request.rows()), RightsJson::group);
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.USER_ADMIN)
    public Response one(@PathParam("id") String id) {
        return Answers.json(RightsJson.group(new JsonOut(), find(id)));
    }

    /** Adds one. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "group.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject json = JsonBody.required(body, type);
        String name = bodies.name(json, (String) null);
        Long parent = bodies.parent(json, null);
        Set<Long> members = bodies.ids(json, "members");
        Group added = changes.add(PermissionFilter.caller(http), name, parent, members);
        return Answers.made(201, "/api/groups/" + added.id(), RightsJson.group(new JsonOut(), added));
    }

    /** Changes what is given. */
    @PATCH
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "group.change")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Group known = find(id);
        JsonObject json = JsonBody.required(body, type);
        Group wanted = new Group(
                known.id(),
                bodies.name(json, known.name()),
                bodies.parent(json, known.parent()),
                json.containsKey("members") ? bodies.ids(json, "members") : known.members());
        changes.change(PermissionFilter.caller(http), known, wanted);
        return Answers.json(RightsJson.group(new JsonOut(), find(id)));
    }

    /** Takes one away with all that was granted to it. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "group.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        changes.remove(PermissionFilter.caller(http), find(id));
        return Response.noContent().build();
    }

    private Group find(String id) {
        return Check.digits(id).flatMap(groups::find).orElseThrow(NotFoundException::new);
    }
}
