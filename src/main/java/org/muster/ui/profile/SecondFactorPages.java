package org.muster.ui.profile;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.muster.access.SecondStep;
import org.muster.access.rights.Permission;
import org.muster.access.totp.Enrolment;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Turns the caller's second factor on and off. */
@Path("profile/totp")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SecondFactorPages {

    @Inject
    Visits visits;

    @Inject
    ProfileScreens screens;

    @Inject
    SecondStep second;

    /** Shows a seed, for the password. */
    @POST
    public Response enrol(
            @FormParam("password") @DefaultValue("") String password,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        Enrolment made = second.enrol(visit.caller(), password).orElse(null);
        return made == null
                ? refused(visit, request, "The password is not right.")
                : shown(visit, Note.NONE, made.secret(), made.uri(), List.of());
    }

    /** Turns it on, for the first code. */
    @POST
    @Path("confirm")
    public Response confirm(
            @FormParam("code") @DefaultValue("") String code,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        List<String> codes = second.confirm(visit.caller(), code).orElse(null);
        return codes == null
                ? shown(visit, Note.refusal("That code is not right. Try the next one."), "", "", List.of())
                : shown(visit, Note.done("The second factor is on."), "", "", codes);
    }

    /** Turns it off, for a code. */
    @POST
    @Path("remove")
    public Response remove(
            @FormParam("code") @DefaultValue("") String code,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        return second.remove(visit.caller(), code).isEmpty()
                ? refused(visit, request, "That code is not right.")
                : Links.seeOther(uri, "profile", "");
    }

    private static Response shown(Visit visit, Note note, String secret, String uri, List<String> codes) {
        View view = new View(
                "profile/totp.jte", new SecondFactorScreen(visit.frame("Second factor", ""), note, secret, uri, codes));
        return Response.status(note.refused() ? 422 : 200).entity(view).build();
    }

    private Response refused(Visit visit, HttpServletRequest request, String why) {
        return Response.status(422)
                .entity(screens.page(visit, request, Note.refusal(why)))
                .build();
    }
}
