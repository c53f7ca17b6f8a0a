package org.muster.ui.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.access.rights.Group;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;
import org.muster.ui.page.When;
import org.muster.ui.page.Who.WhoLine;
import org.muster.ui.tokens.TokenForm;
import org.muster.ui.tokens.TokenLine;
import org.muster.ui.tokens.TokenScreen;

class PeoplePagesTest {

    private static final String HOSTILE = "<b>eve\"";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final When THEN = When.at(NOW.minusSeconds(90), NOW);
    private static final List<Role> ROLES = List.of(Role.OWNER, new Role(100, HOSTILE, Set.of(Permission.VM_READ)));
    private static final Group GROUP = new Group(3, HOSTILE, 2L, Set.of(7L));
    private static final UserLine USER = new UserLine(
            7, HOSTILE, false, "<i>@example.org", List.of("owner"), List.of(GROUP), "let in", "ok", null, THEN);
    private static final WhoLine WHO = new WhoLine(false, 7, HOSTILE, "user:7");
    private static final GrantLine GRANT =
            new GrantLine(9, WHO, "owner", "VM <web>", "/ui/vms/17", true, null, "ada", THEN);
    private static final TokenLine TOKEN = new TokenLine(4, HOSTILE, "VM_READ", THEN, null, THEN, "::1");

    private static Frame frame() {
        return new Frame("People", "people", "ada", "token", true, true, true);
    }

    private static Paging paging(int page, int shown, long total) {
        return new Paging("/ui/users", Map.of("search", "a&b"), page, shown, total);
    }

    private static String clean(String template, Object screen) {
        String html = Html.of(template, screen);
        assertThat(html)
                .doesNotContain("<b>eve", "<i>@", "<web>", "eve\"\"")
                .contains("name=\"_csrf\" value=\"token\"");
        return html;
    }

    @Test
    void usersAreListedByPagesAndAPasswordIsShownOnce() {
        UsersScreen screen = new UsersScreen(
                frame(),
                Note.refusal("There is a user of that name."),
                List.of(USER),
                paging(2, 50, 130),
                UserForm.empty(ROLES),
                HOSTILE,
                "s3cret");
        assertThat(clean("people/users.jte", screen))
                .contains(
                        "href=\"/ui/users/7\"", "&lt;b&gt;eve", "51–100 of 130 users", "There is a user of that name.")
                .contains("href=\"/ui/users?search=a%26b&amp;page=1\"", "href=\"/ui/users?search=a%26b&amp;page=3\"")
                .contains("<code id=\"secret\">s3cret</code>", "<label for=\"name\">", "aria-current=\"page\">People");
    }

    @Test
    void aUserHasHisGrantsTokensAndWhatHeSees() {
        UserScreen screen = new UserScreen(
                frame(),
                Note.NONE,
                USER,
                new UserForm(Map.of("name", HOSTILE), List.of()),
                List.of(GRANT),
                List.of(TOKEN),
                TokenForm.EMPTY,
                12,
                "");
        assertThat(clean("people/user.jte", screen))
                .contains("12 VMs", "action=\"/ui/grants/9/delete\"", "action=\"/ui/users/7/tokens/4/delete\"")
                .contains("action=\"/ui/users/7/password\"", "action=\"/ui/users/7/delete\"", "name=\"confirm\"")
                .contains("href=\"/ui/vms/17\"", "::1")
                .doesNotContain("id=\"secret\"", "action=\"/ui/users/7/tokens\"");
    }

    @Test
    void groupsAreListedWithWhatTheyArePartOf() {
        GroupsScreen screen = new GroupsScreen(
                frame(),
                Note.NONE,
                List.of(GROUP),
                Map.of(Subject.group(2), "dept"),
                new Paging("/ui/groups", Map.of(), 1, 1, 1),
                Map.of("name", HOSTILE));
        assertThat(clean("people/groups.jte", screen))
                .contains("1 group", "href=\"/ui/groups/2\">dept</a>", "value=\"&lt;b>eve&#34;\"");
    }

    @Test
    void aGroupHasItsMembers() {
        GroupScreen screen = new GroupScreen(
                frame(), Note.NONE, GROUP, 2L, "dept", List.of(), List.of(WHO), List.of(GRANT), Map.of());
        assertThat(clean("people/group.jte", screen))
                .contains("action=\"/ui/groups/3/members/7/delete\"", "href=\"/ui/users/7\"", "href=\"/ui/groups/2\"");
    }

    @Test
    void onlyOwnRolesAreChanged() {
        List<RoleLine> lines = ROLES.stream().map(RoleLine::of).toList();
        RolesScreen screen = new RolesScreen(frame(), Note.NONE, lines, lines.get(1));
        assertThat(clean("people/roles.jte", screen))
                .contains("VM_CONSOLE", "built in", "action=\"/ui/roles/100\"", "action=\"/ui/roles/100/delete\"")
                .doesNotContain("action=\"/ui/roles/4\"", "action=\"/ui/roles/4/delete\"");
    }

    @Test
    void grantsSayWhoMayWhatWithWhatHowLong() {
        GrantsScreen screen = new GrantsScreen(
                frame(), Note.NONE, List.of(GRANT), paging(1, 1, 1), ROLES, Map.of("who", "group", "of", HOSTILE));
        assertThat(clean("people/grants.jte", screen))
                .contains(
                        "VM &lt;web&gt;", "shared", "1 grant", "value=\"group\" selected", "value=\"&lt;b>eve&#34;\"");
    }

    @Test
    void rulesSayWhatGoesToWhom() {
        RuleLine told = new RuleLine(5, "name", "lab-*-{user}", null, "owner");
        RulesScreen screen = new RulesScreen(
                frame(), Note.NONE, List.of(told, new RuleLine(6, "tag", HOSTILE, WHO, "viewer")), ROLES, Map.of());
        assertThat(clean("people/rules.jte", screen))
                .contains("the user in their name", "lab-*-{user}", "action=\"/ui/rules/6/delete\"");
    }

    @Test
    void ownTokensAreShownWithoutTheirSecrets() {
        TokenScreen screen = new TokenScreen(frame(), Note.NONE, List.of(TOKEN), TokenForm.EMPTY, "mst_once");
        assertThat(clean("tokens/page.jte", screen))
                .contains("action=\"/ui/tokens/4/delete\"", "mst_once", "value=\"VM_POWER\"");
    }
}
