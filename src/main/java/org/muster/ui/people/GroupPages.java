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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.muster.access.admin.GroupChanges;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Permission;
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

/** The groups. */
@Path("groups")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GroupPages {

    @Inject
    Visits visits;

    @Inject
    Groups groups;

    @Inject
    GroupChanges changes;

    @Inject
    Who who;

    /** The list. */
    @GET
    public View page(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.USER_ADMIN, security, request);
        String search = Objects.requireNonNullElse(uri.getQueryParameters().getFirst("search"), "");
        int page = Paging.number(uri.getQueryParameters().getFirst("page"));
        return view(visit, Note.NONE, search, page, Map.of());
    }

    /** Adds one. */
    @POST
    public Response add(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "group.add", security, request);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    Long parent = who.named("group", typed.text("parent"))
                            .map(Subject::id)
                            .orElse(null);
                    Group made = changes.add(visit.caller(), UserForm.name(typed.text("name")), parent, Set.of());
                    return Links.seeOther(uri, "groups/" + made.id(), "");
                },
                note -> view(visit, note, "", 1, typed.again("name", "parent")));
    }

    private View view(Visit visit, Note note, String search, int page, Map<String, String> typed) {
        Listed<Group> found = groups.page(search, new Listed.Page(page, Paging.SIZE));
        Paging paging = new Paging(
                "/ui/groups", Map.of("search", search), page, found.rows().size(), found.total());
        List<Subject> parents = found.rows().stream()
                .map(Group::parent)
                .filter(Objects::nonNull)
                .map(Subject::group)
                .toList();
        return new View(
                "people/groups.jte",
                new GroupsScreen(
                        visit.frame("Groups", "people"), note, found.rows(), who.names(parents), paging, typed));
    }
}
