package org.muster.ui.people;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.muster.access.admin.GrantChanges;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.Who;
import org.muster.ui.page.WrongField;

/** What is granted to whom. */
@Path("grants")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GrantPages {

    @Inject
    Visits visits;

    @Inject
    Grants grants;

    @Inject
    GrantLines lines;

    @Inject
    GrantChanges changes;

    @Inject
    Roles roles;

    @Inject
    Who who;

    @Inject
    ScopeField scopes;

    /** The list. */
    @GET
    public View page(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.USER_ADMIN, security, request);
        Map<String, String> filter = new HashMap<>();
        for (String name : List.of("who", "name", "scope")) {
            filter.put(name, Objects.requireNonNullElse(uri.getQueryParameters().getFirst(name), ""));
        }
        int page = Paging.number(uri.getQueryParameters().getFirst("page"));
        try {
            return view(visit, Note.NONE, filter, page, Map.of());
        } catch (WrongField e) {
            return view(visit, Note.refusal(String.valueOf(e.getMessage())), Map.of(), 1, Map.of());
        }
    }

    /** Grants something that the caller has everywhere. */
    @POST
    public Response add(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "grant.add", security, request);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    Subject subject = who.required(typed);
                    Scope scope = scopes.of(typed, visit.caller());
                    Role role = role(typed);
                    Instant until = typed.endOfDay("until", "The end");
                    changes.add(visit.caller(), new Grants.Wanted(subject, role, scope, false, until));
                    return Links.seeOther(uri, "grants", "");
                },
                note -> view(visit, note, Map.of(), 1, typed.again("who", "name", "role", "scope", "of", "until")));
    }

    /** Takes one back. */
    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response delete(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "grant.delete", security, request);
        Grant known = grants.find(id).orElseThrow(NotFoundException::new);
        return Attempt.of(
                () -> {
                    changes.remove(visit.caller(), known);
                    return Links.seeOther(uri, "grants", "");
                },
                note -> view(visit, note, Map.of(), 1, Map.of()));
    }

    private Role role(Typed typed) {
        String id = typed.text("role");
        return roles.all().stream()
                .filter(role -> Long.toString(role.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new WrongField("A role must be chosen."));
    }

    private View view(Visit visit, Note note, Map<String, String> filter, int page, Map<String, String> typed) {
        String kind = filter.getOrDefault("scope", "");
        Grants.Filter wanted = new Grants.Filter(
                who.named(filter.getOrDefault("who", ""), filter.getOrDefault("name", ""))
                        .orElse(null),
                Arrays.stream(Scope.Kind.values())
                        .filter(one -> one.word().equals(kind))
                        .findFirst()
                        .orElse(null),
                null);
        Listed<GrantLine> found = lines.page(wanted, page, visit.caller());
        Paging paging = new Paging("/ui/grants", filter, page, found.rows().size(), found.total());
        return new View(
                "people/grants.jte",
                new GrantsScreen(visit.frame("Grants", "people"), note, found.rows(), paging, roles.all(), typed));
    }
}
