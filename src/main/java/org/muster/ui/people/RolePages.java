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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.muster.access.admin.RoleChanges;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.WrongField;

/** The roles: those that are built in, and one's own. */
@Path("roles")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class RolePages {

    private static final RoleLine EMPTY = new RoleLine(0, "", false, RoleLine.choices(Set.of()));

    @Inject
    Visits visits;

    @Inject
    Roles roles;

    @Inject
    RoleChanges changes;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        return view(visits.reading(Permission.USER_ADMIN, security, request), Note.NONE, EMPTY);
    }

    /** Adds one. */
    @POST
    public Response add(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "role.add", security, request);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    changes.add(visit.caller(), UserForm.name(typed.text("name")), required(typed));
                    return Links.seeOther(uri, "roles", "");
                },
                note -> view(visit, note, again(0, typed)));
    }

    /** Changes one, for everybody who has it. */
    @POST
    @Path("{id: [0-9]{1,18}}")
    public Response change(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "role.change", security, request);
        Role known = find(id);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    Role wanted = new Role(id, UserForm.name(typed.text("name")), required(typed));
                    changes.change(visit.caller(), known, wanted);
                    return Links.seeOther(uri, "roles", "");
                },
                note -> view(visit, note, again(id, typed)));
    }

    /** Takes one away that nobody has. */
    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response delete(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "role.delete", security, request);
        Role known = find(id);
        return Attempt.of(
                () -> {
                    changes.remove(visit.caller(), known);
                    return Links.seeOther(uri, "roles", "");
                },
                note -> view(visit, note, EMPTY));
    }

    private Role find(long id) {
        return roles.find(id).orElseThrow(NotFoundException::new);
    }

    private static Set<Permission> required(Typed typed) {
        Set<Permission> chosen = permissions(typed);
        if (chosen.isEmpty()) {
            throw new WrongField("A role must have a permission.");
        }
        return chosen;
    }

    private static Set<Permission> permissions(Typed typed) {
        Set<Permission> chosen = EnumSet.noneOf(Permission.class);
        typed.all("permission").forEach(word -> Permission.named(word).ifPresent(chosen::add));
        return chosen;
    }

    private static RoleLine again(long id, Typed typed) {
        return new RoleLine(id, typed.text("name"), false, RoleLine.choices(permissions(typed)));
    }

    private View view(Visit visit, Note note, RoleLine form) {
        List<RoleLine> lines = roles.all().stream().map(RoleLine::of).toList();
        return new View("people/roles.jte", new RolesScreen(visit.frame("Roles", "people"), note, lines, form));
    }
}
