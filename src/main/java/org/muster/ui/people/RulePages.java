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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.muster.access.admin.GrantChanges;
import org.muster.access.admin.Naming;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Rules;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.Who;
import org.muster.ui.page.WrongField;

/** The rules by which VMs are assigned as they are observed. */
@Path("rules")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class RulePages {

    private static final int PATTERN = 255;

    @Inject
    Visits visits;

    @Inject
    Rules rules;

    @Inject
    Roles roles;

    @Inject
    GrantChanges changes;

    @Inject
    Who who;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        return view(visits.reading(Permission.USER_ADMIN, security, request), Note.NONE, Map.of());
    }

    /** Adds one. */
    @POST
    public Response add(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "rule.add", security, request);
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    changes.add(visit.caller(), wanted(typed));
                    return Links.seeOther(uri, "rules", "");
                },
                note -> view(visit, note, typed.again("kind", "pattern", "who", "name", "role")));
    }

    /** Takes one away, and with it what it assigned. */
    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response delete(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.USER_ADMIN, "rule.delete", security, request);
        Rule known =
                rules.all().stream().filter(rule -> rule.id() == id).findFirst().orElseThrow(NotFoundException::new);
        return Attempt.of(
                () -> {
                    changes.remove(visit.caller(), known);
                    return Links.seeOther(uri, "rules", "");
                },
                note -> view(visit, note, Map.of()));
    }

    private GrantChanges.NewRule wanted(Typed typed) {
        String pattern = typed.text("pattern");
        Subject subject = who.named(typed.text("who"), typed.text("name")).orElse(null);
        boolean tag = typed.text("kind").equals("tag");
        Optional<String> wrong = pattern.isEmpty()
                ? Optional.of("must be given")
                : tag ? Naming.wrongTag(pattern) : wrongName(pattern, subject == null);
        if (tag && subject == null) {
            throw new WrongField("Who gets VMs with a tag must be said.");
        }
        wrong.ifPresent(why -> {
            throw new WrongField("What VMs have to have " + why + ".");
        });
        Role role = roles.all().stream()
                .filter(one -> Long.toString(one.id()).equals(typed.text("role")))
                .findFirst()
                .orElseThrow(() -> new WrongField("A role must be chosen."));
        return new GrantChanges.NewRule(tag ? Rule.Kind.TAG : Rule.Kind.NAME, pattern, subject, role);
    }

    private static Optional<String> wrongName(String pattern, boolean told) {
        return pattern.length() > PATTERN
                ? Optional.of("must have at most " + PATTERN + " characters")
                : Rule.wrong(pattern, told);
    }

    private View view(Visit visit, Note note, Map<String, String> typed) {
        List<Rule> all = rules.all();
        List<Role> known = roles.all();
        Map<Subject, String> names = who.names(
                all.stream().map(Rule::subject).filter(Objects::nonNull).toList());
        List<RuleLine> lines = all.stream()
                .map(rule -> {
                    Subject subject = rule.subject();
                    return new RuleLine(
                            rule.id(),
                            rule.kind().word(),
                            rule.pattern(),
                            subject == null ? null : Who.line(subject, names),
                            known.stream()
                                    .filter(role -> role.id() == rule.role())
                                    .map(Role::name)
                                    .findFirst()
                                    .orElse("?"));
                })
                .toList();
        return new View(
                "people/rules.jte",
                new RulesScreen(visit.frame("Assignment rules", "people"), note, lines, known, typed));
    }
}
