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
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.admin.GrantChanges;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Roles;

/** What is granted to whom. */
@Path("grants")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GrantResource {

    @Inject
    Grants grants;

    @Inject
    Roles roles;

    @Inject
    GrantBody bodies;

    @Inject
    GrantChanges changes;

    /** A page, in the order in which they were given. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri.getQueryParameters());
        Grants.Filter filter = bodies.filter(uri.getQueryParameters());
        Map<Long, String> names = RightsJson.names(roles.all());
        return request.answer(
                "grants", grants.page(filter, request.rows()), (out, grant) -> RightsJson.grant(out, grant, names));
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.USER_ADMIN)
    public Response one(@PathParam("id") String id) {
        return Answers.json(write(new JsonOut(), find(id)));
    }

    /** Grants something that the caller has everywhere. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "grant.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Grants.Wanted wanted = bodies.grant(JsonBody.required(body, type));
        Grant added = changes.add(PermissionFilter.caller(http), wanted);
        return Answers.made(201, "/api/grants/" + added.id(), write(new JsonOut(), added));
    }

    /** Takes it back. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "grant.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        changes.remove(PermissionFilter.caller(http), find(id));
        return Response.noContent().build();
    }

    private JsonOut write(JsonOut out, Grant grant) {
        return RightsJson.grant(out, grant, RightsJson.names(roles.all()));
    }

    private Grant find(String id) {
        return Check.digits(id).flatMap(grants::find).orElseThrow(NotFoundException::new);
    }
}
