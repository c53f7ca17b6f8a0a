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
import org.muster.access.Trail;
import org.muster.access.audit.Detail;
import org.muster.access.brake.Brake;
import org.muster.access.rights.Permission;
import org.muster.platform.KeyRotation;

/** The key that secrets are sealed with. */
@Path("secrets")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SecretsResource {

    @Inject
    KeyRotation rotation;

    @Inject
    Trail trail;

    /** Makes a new key and seals everything anew with it. */
    @POST
    @Path("rotate-key")
    @Needs(value = Permission.SETTINGS_ADMIN, action = "secrets.rotate")
    @Costs(Brake.TRIGGER)
    public Response rotate(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject wish = JsonBody.required(body, type);
        Check check = new Check();
        if (!Boolean.TRUE.equals(JsonBody.flag(wish, "confirm", check))) {
            check.wrong("confirm", "must be true: other nodes need the new secret.key");
        }
        check.done();
        int count = trail.record(
                PermissionFilter.caller(http), "secrets.rotate", "secret_key:1", Detail.NONE, rotation::rotate);
        return Answers.json(new JsonOut().object().number("sealed", count).endObject());
    }
}
