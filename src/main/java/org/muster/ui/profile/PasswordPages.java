package org.muster.ui.profile;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.muster.access.OwnPassword;
import org.muster.access.rights.Permission;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Changes the caller's password. */
@Path("password")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class PasswordPages {

    @Inject
    Visits visits;

    @Inject
    OwnPassword password;

    /** The form. */
    @GET
    public View form(@Context SecurityContext security, @Context HttpServletRequest request) {
        return view(visits.reading(Permission.VM_READ, security, request), Note.NONE);
    }

    /** Changes it, if the old one is right and the new one is good enough. */
    @POST
    public Response change(
            @FormParam("old") @DefaultValue("") String old,
            @FormParam("new") @DefaultValue("") String wanted,
            @FormParam("again") @DefaultValue("") String again,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        Optional<String> wrong = password.wrong(visit.caller(), old, wanted);
        if (wrong.isPresent()) {
            return refused(visit, 422, "The new password " + wrong.get() + ".");
        }
        if (!wanted.equals(again)) {
            return refused(visit, 422, "The new password was typed differently the second time.");
        }
        return switch (password.change(visit.caller(), old, wanted, request)) {
            case DONE -> Links.seeOther(uri, "vms", "");
            case WRONG -> refused(visit, 422, "The old password is not right.");
        };
    }

    private static Response refused(Visit visit, int status, String why) {
        return Response.status(status).entity(view(visit, Note.refusal(why))).build();
    }

    private static View view(Visit visit, Note note) {
        return new View("profile/password.jte", new PasswordScreen(visit.frame("Change your password", ""), note));
    }
}
