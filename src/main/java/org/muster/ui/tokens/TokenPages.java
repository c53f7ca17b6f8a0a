package org.muster.ui.tokens;

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
import java.time.Instant;
import java.util.List;
import org.muster.access.admin.TokenChanges;
import org.muster.access.rights.Permission;
import org.muster.access.token.Tokens;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** One's own tokens. */
@Path("tokens")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TokenPages {

    @Inject
    Visits visits;

    @Inject
    Tokens tokens;

    @Inject
    TokenChanges changes;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        return view(visit, Note.NONE, TokenForm.EMPTY, "");
    }

    /** Makes one, and shows it this once. */
    @POST
    public Response add(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    Tokens.Made made = changes.add(visit.caller(), TokenForm.wanted(typed));
                    return Response.ok(view(visit, Note.NONE, TokenForm.EMPTY, made.secret()))
                            .build();
                },
                note -> view(visit, note, TokenForm.again(typed), ""));
    }

    /** Takes one away. */
    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response remove(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        changes.remove(visit.caller(), id);
        return Links.seeOther(uri, "tokens", "");
    }

    private View view(Visit visit, Note note, TokenForm form, String secret) {
        Instant now = Instant.now();
        List<TokenLine> lines = tokens.of(visit.caller().id()).stream()
                .map(token -> TokenLine.of(token, now))
                .toList();
        return new View(
                "tokens/page.jte",
                new TokenScreen(visit.frame("Your API tokens", "tokens"), note, lines, form, secret));
    }
}
