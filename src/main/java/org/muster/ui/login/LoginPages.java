package org.muster.ui.login;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.muster.access.Callers;
import org.muster.access.Login;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;

/** The way in and the way out. */
@Path("")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class LoginPages {
    @Inject
    Login login;

    @Inject
    Callers callers;

    /** The form. */
    @GET
    @Path("login")
    public View form() {
        return view(Note.NONE, "", false);
    }

    /** Lets in who knows a name and its password; where the second factor is on, the code comes in a second form. */
    @POST
    @Path("login")
    public Response enter(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("code") @DefaultValue("") String code,
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        if (!code.isEmpty()) {
            return entered(login.code(request, response, code), uri, "Log in once more.", "", true);
        }
        return entered(
                login.login(request, response, name, password), uri, "That name and password don't fit.", name, false);
    }

    private static Response entered(Login.Outcome outcome, UriInfo uri, String refusal, String name, boolean again) {
        return switch (outcome) {
            case DONE -> Links.seeOther(uri, "vms", "");
            case CODE ->
                again
                        ? again(401, "That code is not right.", name, true)
                        : Response.ok(view(Note.NONE, name, true)).build();
            case REFUSED -> again(401, refusal, name, false);
            case LATER -> again(429, "Too many attempts. Wait a little, then try again.", name, again);
            case UNAVAILABLE ->
                again(503, "The directory that knows you does not answer. Try again later.", name, false);
        };
    }

    /** Ends the session. */
    @POST
    @Path("logout")
    public Response leave(
            @Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        login.logout(callers.current(security, request), request);
        return Links.seeOther(uri, "login", "");
    }

    private static Response again(int status, String why, String name, boolean code) {
        return Response.status(status)
                .entity(view(Note.refusal(why), name, code))
                .build();
    }

    private static View view(Note note, String name, boolean code) {
        return new View("login/page.jte", LoginScreen.of(note, name, code));
    }
}
