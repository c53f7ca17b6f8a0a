package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.muster.access.Trail;
import org.muster.access.jwt.SigningKey;
import org.muster.access.jwt.SigningKeys;
import org.muster.access.rights.Permission;

/** The keys that access tokens are signed with. Neither part of one is ever shown. */
@Path("auth/keys")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class KeyResource {

    /** Longer than any token is good. */
    private static final Duration LONGEST = Duration.ofDays(1);

    @Inject
    SigningKeys keys;

    @Inject
    Trail trail;

    /** All that tokens are good by. */
    @GET
    @Needs(Permission.SETTINGS_ADMIN)
    public Response list() {
        JsonOut out = new JsonOut().object().array("keys");
        keys.all().forEach(key -> write(out, key));
        return Answers.json(out.endArray().endObject());
    }

    /** Has another one sign from now on; {@code at_once} ends the tokens of the former ones. */
    @POST
    @Needs(value = Permission.SETTINGS_ADMIN, action = "key.rotate")
    public Response rotate(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject json = JsonBody.optional(body, type);
        Check check = new Check();
        boolean atOnce = Boolean.TRUE.equals(JsonBody.flag(json, "at_once", check));
        check.done();
        SigningKey made = trail.record(
                PermissionFilter.caller(http),
                "key.rotate",
                "signing_key",
                atOnce ? "tokens of the former ones end" : "",
                () -> keys.rotate(atOnce ? Duration.ZERO : LONGEST));
        return Answers.made(201, "/api/auth/keys", write(new JsonOut(), made));
    }

    private static JsonOut write(JsonOut out, SigningKey key) {
        return out.object()
                .text("kid", key.kid())
                .time("created_at", key.since())
                .time("until", key.until())
                .endObject();
    }
}
