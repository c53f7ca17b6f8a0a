package org.muster.ui.people;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.admin.TokenChanges;
import org.muster.access.admin.UserChanges;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;
import org.muster.access.token.Tokens;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.tokens.TokenForm;

/** One user or service. */
@Path("users/{id: [0-9]{1,18}}")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserOnePages {

    @Inject
    Visits visits;

    @Inject
    UserViews views;

    @Inject
    UserChanges changes;

    @Inject
    TokenChanges tokens;

    /** The page. */
    @GET
    public View page(@PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.USER_ADMIN, security, request);
        return views.of(visit, views.find(id), Note.NONE, "");
    }

    /** Changes what differs. */
    @POST
    public Response change(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "user.change", security, request);
        People.Person known = views.find(id);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    changes.change(visit.caller(), known.account(), UserForm.changed(typed, known, views.roles()));
                    return Links.seeOther(uri, "users/" + id, "");
                },
                note -> views.again(visit, known, note, typed));
    }

    /** Gives a person another password, which is shown this once and has to be changed. */
    @POST
    @Path("password")
    public Response password(
            @PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "user.change", security, request);
        People.Person known = views.find(id);
        String password = UserChanges.freshPassword();
        return Attempt.of(
                () -> {
                    if (known.account().kind() != Account.Kind.PERSON) {
                        throw new RightsConflict("A service has no password: it comes with a token.");
                    }
                    People.Wish wish = new People.Wish(null, password, null, null, null, null, true, null, null);
                    People.Person changed = changes.change(visit.caller(), known.account(), wish);
                    return Response.ok(views.of(visit, changed, Note.NONE, password))
                            .build();
                },
                note -> views.of(visit, known, note, ""));
    }

    /** Takes one away whose name has been typed. */
    @POST
    @Path("delete")
    public Response delete(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "user.delete", security, request);
        People.Person known = views.find(id);
        return Attempt.of(
                () -> {
                    new Typed(request).requireConfirmed(known.account().name());
                    changes.remove(visit.caller(), known.account());
                    return Links.seeOther(uri, "users", "");
                },
                note -> views.of(visit, known, note, ""));
    }

    /** Makes a token for a service, and shows it this once. */
    @POST
    @Path("tokens")
    public Response addToken(
            @PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "token.add", security, request);
        People.Person known = views.find(id);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    Tokens.Made made = tokens.addFor(visit.caller(), known.account(), TokenForm.wanted(typed));
                    return Response.ok(views.of(visit, known, Note.NONE, made.secret()))
                            .build();
                },
                note -> views.of(visit, known, note, ""));
    }

    /** Ends a token. */
    @POST
    @Path("tokens/{token: [0-9]{1,18}}/delete")
    public Response removeToken(
            @PathParam("id") long id,
            @PathParam("token") long token,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "token.delete", security, request);
        People.Person known = views.find(id);
        return Attempt.of(
                () -> {
                    tokens.removeOf(visit.caller(), known.account(), token);
                    return Links.seeOther(uri, "users/" + id, "");
                },
                note -> views.of(visit, known, note, ""));
    }
}
