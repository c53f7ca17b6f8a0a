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
        return view(Note.NONE, "");
    }

    /** Lets in who knows a name and its password. */
    @POST
    @Path("login")
    public Response enter(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password,
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        return switch (login.login(request, response, name, password)) {
            case DONE -> Links.seeOther(uri, "vms", "");
            case REFUSED -> again(401, "That name and password don't fit.", name);
            case LATER -> again(429, "Too many attempts. Wait a little, then try again.", name);
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

    private static Response again(int status, String why, String name) {
        return Response.status(status).entity(view(Note.refusal(why), name)).build();
    }

    private static View view(Note note, String name) {
        return new View("login/page.jte", LoginScreen.of(note, name));
    }
}
