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
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.Caller;
import org.muster.access.People;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Subject;

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
    Trail trail;

    /** All, by name. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list() {
        JsonOut out = new JsonOut().object().array("users");
        people.all().forEach(person -> RightsJson.user(out, person));
        return Answers.json(out.endArray().endObject());
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
        String name = String.valueOf(wish.name());
        Caller caller = PermissionFilter.caller(http);
        People.Person added = trail.record(caller, "user.add", name, wish.words(), () -> {
            requireNoPasswordByToken(caller, wish);
            return people.add(caller, name, wish);
        });
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
        Caller caller = PermissionFilter.caller(http);
        People.Person changed = trail.record(caller, "user.change", target(account), wish.words(), () -> {
            requireNoPasswordByToken(caller, wish);
            return people.change(caller, account, wish);
        });
        return Answers.json(RightsJson.user(new JsonOut(), changed));
    }

    /** Takes one away with all that was granted to it. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "user.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        Account account = find(id).account();
        Caller caller = PermissionFilter.caller(http);
        return trail.record(caller, "user.delete", target(account), account.name(), () -> {
            people.remove(caller, account);
            return Response.noContent().build();
        });
    }

    /** Else a token that ends could outlive itself. */
    private static void requireNoPasswordByToken(Caller caller, People.Wish wish) {
        if (wish.password() != null) {
            TokenResource.requireNoToken(caller);
        }
    }

    private People.Person find(String id) {
        return Check.digits(id).flatMap(people::find).orElseThrow(NotFoundException::new);
    }

    private static String target(Account account) {
        return Subject.user(account.id()).toString();
    }
}
