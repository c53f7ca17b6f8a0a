package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.muster.access.Account;
import org.muster.access.Admission;
import org.muster.access.Caller;
import org.muster.access.People;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.access.session.Sessions;

/** Anybody's sessions, for an administrator. */
@Path("users/{id}/sessions")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserSessionResource {

    @Inject
    People people;

    @Inject
    Admission admission;

    @Inject
    Sessions sessions;

    @Inject
    Trail trail;

    /** All that are not over. */
    @GET
    @Needs(Permission.USER_ADMIN)
    public Response list(@PathParam("id") String id) {
        JsonOut out = new JsonOut().object().array("sessions");
        admission.sessions(find(id).id()).forEach(session -> SessionResource.write(out, session, false));
        return Answers.json(out.endArray().endObject());
    }

    /** Ends all. */
    @DELETE
    @Needs(value = Permission.USER_ADMIN, action = "session.end")
    public Response end(@PathParam("id") String id, @Context HttpServletRequest http) {
        Account account = find(id);
        Caller caller = PermissionFilter.caller(http);
        return trail.record(caller, "session.end", "user:" + account.id(), "all", () -> {
            people.requireOver(caller, account);
            sessions.endAll(account.id());
            return Response.noContent().build();
        });
    }

    private Account find(String id) {
        return Check.digits(id)
                .flatMap(people::find)
                .map(People.Person::account)
                .orElseThrow(NotFoundException::new);
    }
}
