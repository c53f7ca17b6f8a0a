package org.muster.ui.people;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.admin.UserChanges;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.Who;

/** Users and services. */
@Path("users")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserPages {

    @Inject
    Visits visits;

    @Inject
    People people;

    @Inject
    Roles roles;

    @Inject
    UserChanges changes;

    @Inject
    Who who;

    /** The list. */
    @GET
    public View page(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.USER_ADMIN, security, request);
        String search = Objects.requireNonNullElse(uri.getQueryParameters().getFirst("search"), "");
        int page = Paging.number(uri.getQueryParameters().getFirst("page"));
        return view(visit, Note.NONE, search, page, UserForm.empty(roles.all()), "", "");
    }

    /** Adds one; the password that was made for a person is shown this once. */
    @POST
    public Response add(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "user.add", security, request);
        Typed typed = new Typed(request);
        List<Role> known = roles.all();
        return Attempt.of(
                () -> {
                    String password = UserChanges.freshPassword();
                    Account made = changes.add(visit.caller(), UserForm.added(typed, known, groups(typed), password))
                            .account();
                    String shown = made.kind() == Account.Kind.PERSON ? password : "";
                    return Response.ok(
                                    view(visit, Note.NONE, made.name(), 1, UserForm.empty(known), made.name(), shown))
                            .build();
                },
                note -> view(visit, note, "", 1, UserForm.again(typed, known), "", ""));
    }

    private Set<Long> groups(Typed typed) {
        Set<Long> groups = new HashSet<>();
        typed.list("groups").forEach(name -> who.named("group", name).ifPresent(group -> groups.add(group.id())));
        return groups;
    }

    private View view(Visit visit, Note note, String search, int page, UserForm form, String made, String secret) {
        Listed<People.Person> found = people.page(search, new Listed.Page(page, Paging.SIZE));
        Instant now = Instant.now();
        List<UserLine> lines =
                found.rows().stream().map(person -> UserLine.of(person, now)).toList();
        Paging paging = new Paging("/ui/users", Map.of("search", search), page, lines.size(), found.total());
        return new View(
                "people/users.jte",
                new UsersScreen(visit.frame("Users", "people"), note, lines, paging, form, made, secret));
    }
}
