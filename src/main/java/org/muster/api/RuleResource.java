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
import org.muster.access.admin.GrantChanges;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Rules;

/** Rules by which VMs are assigned as they are observed. */
@Path("rules")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class RuleResource {

    @Inject
    Rules rules;

    @Inject
    Roles roles;

    @Inject
    GrantBody bodies;

    @Inject
    GrantChanges changes;

    /** All, in the order in which they were made. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list() {
        Map<Long, String> names = RightsJson.names(roles.all());
        JsonOut out = new JsonOut().object().array("rules");
        rules.all().forEach(rule -> RightsJson.rule(out, rule, names));
        return Answers.json(out.endArray().endObject());
    }

    /** Adds one. */
    @POST
    @Needs(value = Permission.USER_ADMIN, action = "rule.add")
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        Rule added = changes.add(PermissionFilter.caller(http), bodies.rule(JsonBody.required(body, type)));
        return Answers.made(
                201, "/api/rules/" + added.id(), RightsJson.rule(new JsonOut(), added, RightsJson.names(roles.all())));
    }

    /** Takes one away, and with it what it assigned. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.USER_ADMIN, action = "rule.delete")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest http) {
        Rule known = rules.all().stream()
                .filter(rule -> Long.toString(rule.id()).equals(id))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        changes.remove(PermissionFilter.caller(http), known);
        return Response.noContent().build();
    }
}
