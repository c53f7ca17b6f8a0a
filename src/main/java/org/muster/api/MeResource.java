package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.muster.access.Caller;
import org.muster.access.People;
import org.muster.access.rights.Permission;

/** Who is asking. */
@Path("auth/me")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class MeResource {

    @Inject
    People people;

    /** Oneself: name, roles, groups, and what one may everywhere. */
    @GET
    @Needs(Permission.VM_READ)
    public Response me(@Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        People.Person person = people.find(caller.id()).orElseThrow(NotFoundException::new);
        JsonOut out = new JsonOut()
                .object()
                .number("id", caller.id())
                .text("name", caller.name())
                .array("roles");
        person.roles().forEach(role -> out.element(role.name()));
        out.endArray().array("groups");
        person.groups().forEach(group -> out.element(group.name()));
        out.endArray().array("permissions");
        caller.permissions().stream().sorted().map(Permission::name).forEach(out::element);
        return Answers.json(out.endArray().endObject());
    }
}
