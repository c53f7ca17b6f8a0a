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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Roles;

/** What is granted to whom. */
@Path("grants")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GrantResource {

    @Inject
    Grants grants;

    @Inject
    Roles roles;

    @Inject
    GrantBody bodies;

    @Inject
    Trail trail;

    /** All, in the order in which they were given. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list() {
        Map<Long, String> names = RightsJson.names(roles.all());
        JsonOut out = new JsonOut().object().array("grants");
        grants.all().forEach(grant -> RightsJson.grant(out, grant, names));
        return Answers.json(out.endArray().endObject());
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.USER_ADMIN)
    public Response one(@PathParam("id") String id) {
        return Answers.json(write(new JsonOut(), find(id)));
    }

    /** Grants something that the caller has everywhere. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "grant.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Grants.Wanted wanted = bodies.grant(JsonBody.required(body, type));
        Caller caller = PermissionFilter.caller(http);
        String detail = wanted.role().name() + " of " + wanted.scope()
                + (wanted.until() == null ? "" : " until " + wanted.until());
        Grant added = trail.record(caller, "grant.add", wanted.subject().toString(), detail, () -> {
            caller.rights().requireAll(wanted.role().permissions());
            return grants.add(wanted, caller.name());
        });
        return Answers.made(201, "/api/grants/" + added.id(), write(new JsonOut(), added));
    }

    /** Takes it back. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "grant.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        Grant known = find(id);
        Caller caller = PermissionFilter.caller(http);
        String detail = RightsJson.names(roles.all()).get(known.role()) + " of " + known.scope();
        return trail.record(caller, "grant.delete", known.subject().toString(), detail, () -> {
            roles.find(known.role()).ifPresent(role -> caller.rights().requireAll(role.permissions()));
            grants.remove(known.id());
            return Response.noContent().build();
        });
    }

    private JsonOut write(JsonOut out, Grant grant) {
        return RightsJson.grant(out, grant, RightsJson.names(roles.all()));
    }

    private Grant find(String id) {
        return Check.digits(id).flatMap(grants::find).orElseThrow(NotFoundException::new);
    }
}
