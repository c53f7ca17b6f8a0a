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
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.admin.TokenChanges;
import org.muster.access.rights.Permission;
import org.muster.access.token.Tokens;

/** The tokens of services, which an administrator makes, and those of anybody, which he may take away. */
@Path("users/{id}/tokens")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserTokenResource {

    @Inject
    People people;

    @Inject
    Tokens tokens;

    @Inject
    RightsBody bodies;

    @Inject
    TokenChanges changes;

    /** All of an account, without their secrets. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list(@PathParam("id") String id) {
        JsonOut out = new JsonOut().object().array("tokens");
        tokens.of(find(id).id()).forEach(token -> TokenBody.write(out, token, null));
        return Answers.json(out.endArray().endObject());
    }

    /** Makes one for a service, and shows it this once. People make their own. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "token.add")
    public Response add(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Account account = find(id);
        TokenChanges.Wanted wanted = TokenBody.read(JsonBody.required(body, type), bodies);
        Tokens.Made made = changes.addFor(PermissionFilter.caller(http), account, wanted);
        String path = "/api/users/" + account.id() + "/tokens/" + made.token().id();
        return Answers.made(201, path, TokenBody.write(new JsonOut(), made.token(), made.secret()));
    }

    /** Takes one away. */
    @DELETE
    @Path("{token}")
    @Needs(value = Permission.USER_ADMIN, action = "token.delete")
    public Response delete(
            @PathParam("id") String id, @PathParam("token") String token, @Context HttpServletRequest http) {
        Account account = find(id);
        long number = Check.digits(token).orElseThrow(NotFoundException::new);
        changes.removeOf(PermissionFilter.caller(http), account, number);
        return Response.noContent().build();
    }

    private Account find(String id) {
        return Check.digits(id)
                .flatMap(people::find)
                .map(People.Person::account)
                .orElseThrow(NotFoundException::new);
    }
}
