package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.restassured.response.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody is let in by the pages alone, without JavaScript. */
@BlackBox
class PeoplePagesIT {

    private static final Pattern SECRET = Pattern.compile("<code id=\"secret\">([^<]+)</code>");
    private static final Pattern ROW = Pattern.compile("<tr id=\"vm-([0-9]+)\"");

    @Test
    void aUserOfAGroupSeesWhatTheGroupIsGranted(RunningMuster muster) {
        DemoVms.await(muster);
        Browser admin = Browser.begin(muster);
        String one = Long.toString(new People(muster).vms("db", 1).get(0));
        String name = "pia " + System.nanoTime();
        String password = added(admin, name);
        String group = admin.form()
                .formParam("name", "class " + name)
                .post("/ui/groups")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        String groupPath = group.substring(group.indexOf("/ui/groups/"));
        admin.form()
                .formParam("members", name)
                .post(groupPath + "/members")
                .then()
                .statusCode(303);
        admin.form()
                .formParam("who", "group")
                .formParam("name", "class " + name)
                .formParam("role", "4")
                .formParam("scope", "vm")
                .formParam("of", one)
                .post("/ui/grants")
                .then()
                .statusCode(303);
        Browser pia = changed(muster, name, password);
        assertThat(ROW.matcher(pia.page("/ui/vms")).results().map(found -> found.group(1)))
                .containsExactly(one);
        assertThat(pia.page("/ui/vms")).doesNotContain("href=\"/ui/users\"").contains("href=\"/ui/tokens\"");
        pia.form()
                .formParam("who", "user")
                .formParam("name", RunningMuster.ADMIN)
                .formParam("may", "view")
                .post("/ui/vms/" + one + "/access/shares")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/ui/vms/" + one));
        assertThat(pia.page("/ui/vms/" + one)).contains("Shared with", "<bdi>admin</bdi>");
        String grant =
                Browser.first(Pattern.compile("action=\"(/ui/grants/[0-9]+/delete)\""), admin.page(groupPath), 1);
        admin.form().post(grant).then().statusCode(303);
        assertThat(ROW.matcher(pia.page("/ui/vms")).results()).isEmpty();
    }

    private static String added(Browser admin, String name) {
        Response answer = admin.form()
                .formParam("name", name)
                .formParam("kind", "person")
                .formParam("must_change", "on")
                .post("/ui/users");
        answer.then().statusCode(200).header("Cache-Control", "no-store");
        return Browser.first(SECRET, answer.asString(), 1);
    }

    private static Browser changed(RunningMuster muster, String name, String password) {
        Response entered = Browser.login(muster, name, password);
        entered.then().statusCode(303);
        Browser first = new Browser(muster, entered.detailedCookies());
        first.request().get("/ui/vms").then().statusCode(302).header("Location", endsWith("/ui/password"));
        Response changed = first.request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("_csrf", Browser.first(Browser.TOKEN, first.page("/ui/password"), 1))
                .formParam("old", password)
                .formParam("new", People.PASSWORD)
                .formParam("again", People.PASSWORD)
                .post("/ui/password");
        changed.then().statusCode(303);
        return new Browser(muster, Browser.login(muster, name, People.PASSWORD).detailedCookies());
    }

    @Test
    void whatIsRefusedIsToldOnTheForm(RunningMuster muster) {
        Browser admin = Browser.begin(muster);
        for (List<String> each : List.of(
                List.of("/ui/users", "name", RunningMuster.ADMIN, "There is a user of that name."),
                List.of("/ui/users", "name", "-x", "The name must begin with a letter or digit"),
                List.of("/ui/users", "groups", "no such", "There is no group “no such”."),
                List.of("/ui/groups", "name", "<b>", "The name must begin with a letter or digit"),
                List.of("/ui/roles", "name", "idle", "A role must have a permission."),
                List.of("/ui/rules", "pattern", "a b", "Who gets VMs with a tag must be said."),
                List.of("/ui/roles/1/delete", "x", "y", "The role is built in."),
                List.of("/ui/tokens", "name", "", "The name must be given."))) {
            admin.form()
                    .formParam(each.get(1), each.get(2))
                    .formParam("kind", each.get(0).equals("/ui/rules") ? "tag" : "person")
                    .post(each.get(0))
                    .then()
                    .body(containsString("class=\"note refused\""), containsString(each.get(3)));
        }
    }
}
