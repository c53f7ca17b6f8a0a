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
import org.muster.access.admin.TokenChanges;
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
    TokenChanges changes;

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
        Tokens.Made made = changes.add(caller, TokenBody.read(JsonBody.required(body, type), bodies));
        String path = "/api/tokens/" + made.token().id();
        return Answers.made(201, path, TokenBody.write(new JsonOut(), made.token(), made.secret()));
    }

    /** Takes one away. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.VM_READ, action = "token.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        changes.remove(PermissionFilter.caller(http), Check.digits(id).orElseThrow(NotFoundException::new));
        return Response.noContent().build();
    }
}
