package org.muster.ui.people;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import org.muster.access.People;
import org.muster.access.VisibleVms;
import org.muster.access.rights.Grants;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Subject;
import org.muster.access.token.Tokens;
import org.muster.sync.SyncReport;
import org.muster.ui.page.Note;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.tokens.TokenForm;
import org.muster.ui.tokens.TokenLine;

/** Puts together the page of one user. */
@Singleton
public class UserViews {

    private final People people;
    private final Roles roles;
    private final GrantLines grants;
    private final Tokens tokens;
    private final RightsBook book;
    private final VisibleVms vms;
    private final SyncReport report;

    @Inject
    public UserViews(
            People people,
            Roles roles,
            GrantLines grants,
            Tokens tokens,
            RightsBook book,
            VisibleVms vms,
            SyncReport report) {
        this.people = people;
        this.roles = roles;
        this.grants = grants;
        this.tokens = tokens;
        this.book = book;
        this.vms = vms;
        this.report = report;
    }

    /** @throws NotFoundException if there is none */
    People.Person find(long id) {
        return people.find(id).orElseThrow(NotFoundException::new);
    }

    List<Role> roles() {
        return roles.all();
    }

    View of(Visit visit, People.Person person, Note note, String secret) {
        return view(visit, person, note, UserForm.of(person, roles()), secret);
    }

    View again(Visit visit, People.Person person, Note note, Typed typed) {
        return view(visit, person, note, UserForm.again(typed, roles()), "");
    }

    private View view(Visit visit, People.Person person, Note note, UserForm form, String secret) {
        Instant now = Instant.now();
        long id = person.account().id();
        Grants.Filter own = new Grants.Filter(Subject.user(id), null, null);
        return new View(
                "people/user.jte",
                new UserScreen(
                        visit.frame(person.account().name(), "people"),
                        note,
                        UserLine.of(person, now),
                        form,
                        grants.page(own, 1, visit.caller()).rows(),
                        tokens.of(id).stream()
                                .map(token -> TokenLine.of(token, now))
                                .toList(),
                        TokenForm.EMPTY,
                        vms.count(book.of(id), report.staleness()),
                        secret));
    }
}
