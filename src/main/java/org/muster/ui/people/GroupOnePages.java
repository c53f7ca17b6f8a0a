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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.muster.access.admin.GroupChanges;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.Who;
import org.muster.ui.page.Who.WhoLine;

/** One group. */
@Path("groups/{id: [0-9]{1,18}}")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class GroupOnePages {

    private static final int SHOWN = 500;

    @Inject
    Visits visits;

    @Inject
    Groups groups;

    @Inject
    GroupChanges changes;

    @Inject
    GrantLines grants;

    @Inject
    Who who;

    /** The page. */
    @GET
    public View page(@PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.USER_ADMIN, security, request);
        return view(visit, find(id), Note.NONE, Map.of());
    }

    /** Gives it another name or parent. */
    @POST
    public Response change(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Typed typed = new Typed(request);
        return changed(id, uri, security, request, known -> {
            Long parent =
                    who.named("group", typed.text("parent")).map(Subject::id).orElse(null);
            return new Group(id, UserForm.name(typed.text("name")), parent, known.members());
        });
    }

    /** Puts users into it, by their names. */
    @POST
    @Path("members")
    public Response addMembers(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return changed(id, uri, security, request, known -> {
            Set<Long> members = new HashSet<>(known.members());
            for (String name : new Typed(request).list("members")) {
                who.named("user", name).ifPresent(user -> members.add(user.id()));
            }
            return new Group(id, known.name(), known.parent(), members);
        });
    }

    /** Takes a user out of it. */
    @POST
    @Path("members/{user: [0-9]{1,18}}/delete")
    public Response removeMember(
            @PathParam("id") long id,
            @PathParam("user") long user,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return changed(id, uri, security, request, known -> {
            Set<Long> members = new HashSet<>(known.members());
            members.remove(user);
            return new Group(id, known.name(), known.parent(), members);
        });
    }

    private Response changed(
            long id, UriInfo uri, SecurityContext security, HttpServletRequest request, UnaryOperator<Group> wanted) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "group.change", security, request);
        Group known = find(id);
        return Attempt.of(
                () -> {
                    changes.change(visit.caller(), known, wanted.apply(known));
                    return Links.seeOther(uri, "groups/" + id, "");
                },
                note -> view(visit, known, note, new Typed(request).again("name", "parent", "members")));
    }

    /** Takes one away whose name has been typed. */
    @POST
    @Path("delete")
    public Response delete(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "group.delete", security, request);
        Group known = find(id);
        return Attempt.of(
                () -> {
                    new Typed(request).requireConfirmed(known.name());
                    changes.remove(visit.caller(), known);
                    return Links.seeOther(uri, "groups", "");
                },
                note -> view(visit, known, note, Map.of()));
    }

    private Group find(long id) {
        return groups.find(id).orElseThrow(NotFoundException::new);
    }

    private View view(Visit visit, Group group, Note note, Map<String, String> typed) {
        List<Subject> asked = new ArrayList<>();
        group.members().stream().sorted().limit(SHOWN).map(Subject::user).forEach(asked::add);
        Long parent = group.parent();
        if (parent != null) {
            asked.add(Subject.group(parent));
        }
        Map<Subject, String> names = who.names(asked);
        List<WhoLine> members = asked.stream()
                .filter(subject -> subject.kind() == Subject.Kind.USER)
                .map(subject -> Who.line(subject, names))
                .sorted(Comparator.comparing(WhoLine::name))
                .toList();
        Grants.Filter own = new Grants.Filter(Subject.group(group.id()), null, null);
        return new View(
                "people/group.jte",
                new GroupScreen(
                        visit.frame(group.name(), "people"),
                        note,
                        group,
                        parent,
                        parent == null ? "" : names.getOrDefault(Subject.group(parent), ""),
                        groups.within(group.id()),
                        members,
                        grants.page(own, 1, visit.caller()).rows(),
                        typed));
    }
}
