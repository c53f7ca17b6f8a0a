package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.CodeWanted;
import org.muster.access.ProgramLogin;
import org.muster.access.TokenPair;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;

/** The way in and out for programs. */
@Path("auth")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class LoginResource {

    private static final int LONGEST = 1024;
    private static final int UNAUTHORIZED = 401;

    @Inject
    ProgramLogin login;

    /** Tokens for a name and its password. */
    @POST
    @Path("login")
    @ForAnybody
    public Response login(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject json = JsonBody.required(body, type);
        Check check = new Check();
        String name = required(json, "name", check);
        String password = required(json, "password", check);
        String code = JsonBody.text(json, "totp", LONGEST, check).orElse(null);
        check.done();
        try {
            return answer(login.login(http, name, password, code).orElse(null));
        } catch (CodeWanted wanted) {
            return needsCode(String.valueOf(wanted.getMessage()), http.getRequestURI());
        }
    }

    /** The next tokens for a refresh token. */
    @POST
    @Path("refresh")
    @ForAnybody
    public Response refresh(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        String token = required(body, type, "refresh_token");
        return answer(login.refresh(http, token).orElse(null));
    }

    /** Ends the session that this comes by, with all of its tokens. */
    @POST
    @Path("logout")
    @Needs(value = Permission.VM_READ, action = "logout")
    public Response logout(@Context HttpServletRequest http) {
        if (!login.logout(PermissionFilter.caller(http), http)) {
            throw new RightsConflict("This did not come by a session, so there is none to end.");
        }
        return Response.noContent().build();
    }

    private static Response needsCode(String why, String path) {
        Problem problem = new Problem(UNAUTHORIZED, why, List.of(new FieldError("totp", "is required")));
        return Response.status(UNAUTHORIZED)
                .type(Problem.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toBytes(path))
                .build();
    }

    /** What was made for a proof in that field; a 400 if nothing was. */
    static <T> T made(Optional<T> made, String field) {
        return made.orElseThrow(() -> new InvalidRequest(field, "is not right"));
    }

    /** The one member that a body is read for. */
    static String required(@Nullable InputStream body, @Nullable String type, String field) {
        Check check = new Check();
        String value = required(JsonBody.required(body, type), field, check);
        check.done();
        return value;
    }

    private static String required(JsonObject json, String field, Check check) {
        String value = JsonBody.exact(json, field, LONGEST, check).orElse("");
        if (value.isEmpty()) {
            check.wrong(field, "is required");
        }
        return value;
    }

    private static Response answer(@Nullable TokenPair tokens) {
        if (tokens == null) {
            throw new ClientErrorException(UNAUTHORIZED);
        }
        return Answers.json(new JsonOut()
                .object()
                .text("access_token", tokens.access())
                .text("token_type", "Bearer")
                .number("expires_in", tokens.length().toSeconds())
                .text("refresh_token", tokens.refresh())
                .endObject());
    }
}
