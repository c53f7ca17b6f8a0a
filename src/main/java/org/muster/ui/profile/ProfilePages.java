package org.muster.ui.profile;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.muster.access.Admission;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.access.session.Sessions;
import org.muster.ui.page.Links;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Oneself: where one is logged in. */
@Path("profile")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class ProfilePages {

    @Inject
    Visits visits;

    @Inject
    ProfileScreens screens;

    @Inject
    Sessions sessions;

    @Inject
    Trail trail;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        return screens.page(visits.reading(Permission.VM_READ, security, request), request);
    }

    /** Ends one session. */
    @POST
    @Path("sessions/{id:[0-9]{1,18}}")
    public Response end(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        trail.record(visit.caller(), "session.end", "session:" + id, "", () -> {
            if (!sessions.end(visit.caller().id(), id)) {
                throw new NotFoundException();
            }
            return true;
        });
        return Links.seeOther(uri, "profile", "");
    }

    /** Ends all but this one. */
    @POST
    @Path("sessions")
    public Response endOthers(
            @Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        long current = Admission.login(request).orElse(0L);
        trail.record(
                visit.caller(),
                "session.end",
                "user:" + visit.caller().id(),
                "all others",
                () -> sessions.endOthers(visit.caller().id(), current));
        return Links.seeOther(uri, "profile", "");
    }
}
