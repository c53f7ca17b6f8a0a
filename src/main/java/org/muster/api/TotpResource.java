package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
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
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.SecondStep;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;
import org.muster.access.totp.Enrolment;

/** The caller's own second factor. */
@Path("auth/totp")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TotpResource {

    @Inject
    SecondStep second;

    /** Whether it is on. */
    @GET
    @Needs(Permission.VM_READ)
    public Response show(@Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        return Answers.json(new JsonOut()
                .object()
                .flag("on", second.isOn(caller))
                .number("recovery_codes", (long) second.recoveryCodes(caller))
                .endObject());
    }

    /** Makes a seed, for the password; it is on when a code of it came. */
    @POST
    @Needs(value = Permission.VM_READ, action = "totp.enrol")
    public Response enrol(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        String password = LoginResource.required(body, type, "password");
        Caller caller = caller(http);
        if (second.isOn(caller)) {
            throw new RightsConflict("The second factor is on already.");
        }
        Enrolment made = LoginResource.made(second.enrol(caller, password), "password");
        return Answers.json(new JsonOut()
                .object()
                .text("secret", made.secret())
                .text("uri", made.uri())
                .endObject());
    }

    /** Turns it on; shows the recovery codes this once. */
    @POST
    @Path("confirm")
    @Needs(value = Permission.VM_READ, action = "totp.confirm")
    public Response confirm(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        String code = LoginResource.required(body, type, "code");
        List<String> codes = LoginResource.made(second.confirm(caller(http), code), "code");
        JsonOut out = new JsonOut().object().array("recovery_codes");
        codes.forEach(out::element);
        return Answers.json(out.endArray().endObject());
    }

    /** Turns it off, for a code. */
    @POST
    @Path("remove")
    @Needs(value = Permission.VM_READ, action = "totp.remove")
    public Response remove(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        String code = LoginResource.required(body, type, "code");
        LoginResource.made(second.remove(caller(http), code), "code");
        return Response.noContent().build();
    }

    private static Caller caller(HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        if (caller.byToken()) {
            throw new AccessDenied("A token has nothing to do with the second factor.");
        }
        return caller;
    }
}
