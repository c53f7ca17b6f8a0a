package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.admin.UserChanges;
import org.muster.access.rights.Permission;

/** Users and services. */
@Path("users")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserResource {

    @Inject
    People people;

    @Inject
    RightsBody bodies;

    @Inject
    UserChanges changes;

    /** A page, by name. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri.getQueryParameters());
        return request.answer("users", people.page(request.search(), request.rows()), RightsJson::user);
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.USER_ADMIN)
    public Response one(@PathParam("id") String id) {
        return Answers.json(RightsJson.user(new JsonOut(), find(id)));
    }

    /** Adds one. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "user.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        People.Wish wish = bodies.user(JsonBody.required(body, type), null);
        People.Person added = changes.add(PermissionFilter.caller(http), wish);
        return Answers.made(201, "/api/users/" + added.account().id(), RightsJson.user(new JsonOut(), added));
    }

    /** Changes what is given. */
    @PATCH
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "user.change")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Account account = find(id).account();
        People.Wish wish = bodies.user(JsonBody.required(body, type), account);
        People.Person changed = changes.change(PermissionFilter.caller(http), account, wish);
        return Answers.json(RightsJson.user(new JsonOut(), changed));
    }

    /** Takes one away with all that was granted to it. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "user.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        changes.remove(PermissionFilter.caller(http), find(id).account());
        return Response.noContent().build();
    }

    private People.Person find(String id) {
        return Check.digits(id).flatMap(people::find).orElseThrow(NotFoundException::new);
    }
}
