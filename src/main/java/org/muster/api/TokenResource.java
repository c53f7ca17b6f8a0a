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
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.token.Tokens;

/** The caller's own tokens. A token makes no further ones, nor takes any away. */
@Path("tokens")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TokenResource {

    @Inject
    Tokens tokens;

    @Inject
    RightsBody bodies;

    @Inject
    Trail trail;

    /** All, without their secrets. */
    @GET
    @Needs(Permission.VM_READ)
    public Response list(@Context HttpServletRequest http) {
        JsonOut out = new JsonOut().object().array("tokens");
        tokens.of(PermissionFilter.caller(http).id()).forEach(token -> TokenBody.write(out, token, null));
        return Answers.json(out.endArray().endObject());
    }

    /** Makes one, and shows it this once. */
    @POST
    @Needs(value = Permission.VM_READ, action = "token.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        TokenBody.Wanted wanted = TokenBody.read(JsonBody.required(body, type), bodies);
        Tokens.Made made = trail.record(caller, "token.add", "user:" + caller.id(), wanted.words(), () -> {
            requireNoToken(caller);
            return tokens.add(caller.id(), wanted.name(), wanted.permissions(), wanted.expires());
        });
        String path = "/api/tokens/" + made.token().id();
        return Answers.made(201, path, TokenBody.write(new JsonOut(), made.token(), made.secret()));
    }

    /** Takes one away. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.VM_READ, action = "token.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        long number = Check.digits(id).orElseThrow(NotFoundException::new);
        return trail.record(caller, "token.delete", "token:" + number, "", () -> {
            requireNoToken(caller);
            if (!tokens.remove(caller.id(), number)) {
                throw new NotFoundException();
            }
            return Response.noContent().build();
        });
    }

    static void requireNoToken(Caller caller) {
        if (caller.byToken()) {
            throw new AccessDenied("A token can't make tokens or take them away.");
        }
    }
}
