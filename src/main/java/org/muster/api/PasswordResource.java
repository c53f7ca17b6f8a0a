package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.OwnPassword;
import org.muster.access.rights.Permission;

/** The caller's own password. */
@Path("auth/password")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class PasswordResource {

    private static final int LONGEST = 1024;

    @Inject
    OwnPassword password;

    /** Changes it. */
    @POST
    @Needs(value = Permission.VM_READ, action = "password.change")
    public Response change(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject json = JsonBody.required(body, type);
        Caller caller = PermissionFilter.caller(http);
        Check check = new Check();
        String old = JsonBody.exact(json, "old", LONGEST, check).orElse("");
        String wanted = JsonBody.exact(json, "new", LONGEST, check).orElse("");
        password.wrong(caller, old, wanted).ifPresent(wrong -> check.wrong("new", wrong));
        check.done();
        switch (password.change(caller, old, wanted, http)) {
            case DONE -> {
                return Response.noContent().build();
            }
            case WRONG -> throw new InvalidRequest("old", "is not the password");
        }
        throw new IllegalStateException();
    }
}
