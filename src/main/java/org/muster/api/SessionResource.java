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
import org.muster.access.Admission;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.session.Session;
import org.muster.access.session.Sessions;

/** The caller's own sessions: browsers', and programs' that logged in. */
@Path("auth/sessions")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SessionResource {

    @Inject
    Admission admission;

    @Inject
    Sessions sessions;

    @Inject
    Trail trail;

    /** All that are not over. */
    @GET
    @Needs(Permission.VM_READ)
    public Response list(@Context HttpServletRequest http) {
        long current = Admission.login(http).orElse(0L);
        JsonOut out = new JsonOut().object().array("sessions");
        admission
                .sessions(PermissionFilter.caller(http).id())
                .forEach(session -> write(out, session, session.id() == current));
        return Answers.json(out.endArray().endObject());
    }

    /** Ends one; it may be that by which this comes. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.VM_READ, action = "session.end")
    public Response end(@PathParam("id") String id, @Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        long number = Check.digits(id).orElseThrow(NotFoundException::new);
        return trail.record(caller, "session.end", "session:" + number, "", () -> {
            if (caller.byToken()) {
                throw new AccessDenied("A token can't end sessions.");
            }
            if (!sessions.end(caller.id(), number)) {
                throw new NotFoundException();
            }
            return Response.noContent().build();
        });
    }

    static void write(JsonOut out, Session session, boolean current) {
        out.object()
                .number("id", session.id())
                .text("kind", session.kind().word())
                .time("begun", session.begun())
                .time("last_seen", session.lastSeen())
                .time("ends", session.ends())
                .text("source", session.source())
                .text("agent", session.agent())
                .flag("current", current)
                .endObject();
    }
}
