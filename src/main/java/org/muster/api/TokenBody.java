package org.muster.api;

import jakarta.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.admin.TokenChanges;
import org.muster.access.rights.Permission;
import org.muster.access.token.ApiToken;

/** Tokens in JSON. */
final class TokenBody {

    private TokenBody() {}

    /** @throws InvalidRequest if a member is missing or of the wrong type */
    static TokenChanges.Wanted read(JsonObject body, RightsBody bodies) {
        String name = bodies.name(body, (String) null);
        Set<Permission> permissions = body.containsKey("permissions") ? bodies.permissions(body) : null;
        return new TokenChanges.Wanted(name, permissions, bodies.end(body, "expires"));
    }

    /** @param secret shown once, null ever after */
    static JsonOut write(JsonOut out, ApiToken token, @Nullable String secret) {
        out.object().number("id", token.id()).text("name", token.name());
        if (secret != null) {
            out.text("token", secret);
        }
        Set<Permission> permissions = token.permissions();
        if (permissions == null) {
            out.text("permissions", null);
        } else {
            out.array("permissions");
            permissions.stream().sorted().map(Permission::name).forEach(out::element);
            out.endArray();
        }
        return out.time("expires", token.expires())
                .time("created_at", token.since())
                .time("last_used", token.lastUsed())
                .text("last_source", token.lastSource().isEmpty() ? null : token.lastSource())
                .endObject();
    }
}
