package org.muster.it;

import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a browser without JavaScript, and as htmx, ask for them. */
@BlackBox
class PagesIT {
    private static final Pattern START = Pattern.compile("formaction=\"(/ui/vms/([0-9]+)/start)\"");

    private static String withDemoFleet(Browser session, String path) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> session.page(path), page -> page.contains("<tr id=\"vm-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ui/vms",
                "/ui/vms/list",
                "/ui/sync",
                "/ui/sync/settings",
                "/ui/tasks",
                "/ui/audit",
                "/ui/audit/verify",
                "/ui/clusters",
                "/ui/clusters/1/edit",
                "/ui/nowhere"
            })
    void strangersAreSentToTheLogin(String path, RunningMuster muster) {
        muster.anonymous()
                .get(path)
                .then()
                .statusCode(anyOf(is(302), is(303)))
                .header("Location", endsWith("/ui/login"));
    }

    @Test
    void rootLeadsToTheVms(RunningMuster muster) {
        Browser.begin(muster).request().get("/").then().statusCode(302).header("Location", endsWith("/ui/vms"));
    }

    @Test
    void settingsAreChangedByTheForm(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        assertThat(session.page("/ui/sync")).contains("href=\"/ui/sync/settings\"");
        session.form()
                .formParam("open_deadline", "12")
                .formParam("was_open_deadline", "10")
                .formParam("full_interval", "77")
                .formParam("was_full_interval", "77")
                .post("/ui/sync/settings")
                .then()
                .statusCode(303);
        String page = session.page("/ui/sync/settings");
        assertThat(page).contains("name=\"open_deadline\" value=\"12\"", "Changed by");
        assertThat(page).as("was not touched").doesNotContain("name=\"full_interval\" value=\"77\"");
        session.form()
                .formParam("open_deadline", "0")
                .formParam("was_open_deadline", "12")
                .post("/ui/sync/settings")
                .then()
                .statusCode(422)
                .body(containsString("must be from 1 to 3600"));
        session.form()
                .formParam("open_deadline", "")
                .formParam("was_open_deadline", "12")
                .post("/ui/sync/settings")
                .then()
                .statusCode(303);
        assertThat(session.page("/ui/sync/settings")).contains("name=\"open_deadline\" value=\"10\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/muster.css", "/static/muster.js", "/webjars/htmx.org/2.0.4/dist/htmx.min.js"})
    void strangersGetWhatTheLoginPageIsMadeOf(String path, RunningMuster muster) {
        muster.anonymous().get(path).then().statusCode(200);
    }

    @Test
    void wrongPasswordIsRefusedInWords(RunningMuster muster) {
        Browser.login(muster, "nobody-of-ours", "wröng")
                .then()
                .statusCode(401)
                .body(containsString("That name and password don"))
                .body(not(containsString("wröng")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/login", "/ui/vms", "/ui/sync", "/ui/clusters", "/ui/nowhere"})
    void pagesTellBrowsersToRunNothingForeign(String path, RunningMuster muster) {
        Response answer = Browser.begin(muster).request().get(path);
        assertThat(answer.headers().getValues("Content-Security-Policy")).hasSize(1);
        answer.then()
                .contentType("text/html;charset=UTF-8")
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("default-src 'self'"), not(containsString("unsafe"))))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin");
    }

    @Test
    void logoutEndsTheSession(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        session.form().post("/ui/logout").then().statusCode(303).header("Location", endsWith("/ui/login"));
        session.request().get("/ui/vms").then().statusCode(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/logout",
                "/ui/sync/trigger",
                "/ui/sync/quarantine",
                "/ui/clusters",
                "/ui/clusters/1/delete",
                "/ui/clusters/1/edit",
                "/ui/vms/1/start"
            })
    void nothingChangesWithoutTheToken(String path, RunningMuster muster) {
        Browser session = Browser.begin(muster);
        session.request().contentType(URLENC).post(path).then().statusCode(403);
        session.request()
                .contentType(URLENC)
                .formParam("_csrf", "guessed")
                .post(path)
                .then()
                .statusCode(403);
        session.page("/ui/vms");
    }

    @Test
    void searchFindsAndShowsWhatWasTyped(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        withDemoFleet(session, "/ui/vms");
        assertThat(session.page("/ui/vms?search=no-such-vm-%22%3E%3Cb%3E"))
                .contains("No VM matches.")
                .doesNotContain("\"><b>");
        assertThat(session.page("/ui/vms/list?search=demo-01&sort=status&order=desc"))
                .contains("<tr id=\"vm-", "demo-01", ">demo</span>", "aria-sort=\"descending\"")
                .doesNotContain("demo-02", "<html");
    }

    @Test
    void buttonStartsAVmAndSaysWhyItCanNot(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        String page = withDemoFleet(session, "/ui/vms?status=stopped");
        String path = Browser.first(START, page, 1);
        session.form()
                .header("HX-Request", "true")
                .post(path)
                .then()
                .statusCode(200)
                .body(
                        containsString("<tr id=\"vm-" + Browser.first(START, page, 2) + "\""),
                        not(containsString("<html")));
        session.form()
                .header("HX-Request", "true")
                .post(path)
                .then()
                .statusCode(409)
                .body(containsString("hx-swap-oob"), containsString("class=\"note refused\""));
        session.form().post(path).then().statusCode(409).body(containsString("<html"), containsString("note refused"));
    }

    @Test
    void actionWithoutScriptsLeadsBackToTheSameList(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        String path = Browser.first(START, withDemoFleet(session, "/ui/vms?status=stopped&sort=name&order=desc"), 1);
        session.form()
                .formParam("back", "status=stopped&x=//evil.example")
                .post(path)
                .then()
                .statusCode(303)
                .header("Location", equalTo(muster.base() + "ui/vms?status=stopped"));
    }

    @Test
    void syncIsTriggeredAndShown(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        withDemoFleet(session, "/ui/vms");
        session.form().post("/ui/sync/trigger").then().statusCode(303).header("Location", endsWith("/ui/sync"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(session.page("/ui/sync"))
                .contains("by trigger"));
    }

    @Test
    void refusedClusterSaysWhyBesideTheField(RunningMuster muster) {
        Browser.begin(muster)
                .form()
                .formParam("name", "Köln")
                .formParam("addresses", "qemu+ext:///system?command=/bin/true")
                .post("/ui/clusters")
                .then()
                .statusCode(422)
                .body(containsString("value=\"Köln\""), containsString("aria-invalid=\"true\""));
    }

    @Test
    void clusterIsNotDeletedWithoutItsName(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        withDemoFleet(session, "/ui/vms");
        String page = session.page("/ui/clusters");
        String path = Browser.first(Pattern.compile("action=\"(/ui/clusters/[0-9]+/delete)\""), page, 1);
        session.form().formParam("confirm", "another").post(path).then().statusCode(409);
        assertThat(session.page("/ui/clusters")).contains(path);
    }

    @Test
    void whatDoesNotExistIsAPageThatSaysSo(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        session.request().get("/ui/nowhere").then().statusCode(404).body(containsString("<h1>Not found</h1>"));
        session.form().post("/ui/vms/999999999999/start").then().statusCode(404).body(containsString("<h1>Not found"));
    }

    @Test
    void aVmHasAPageOfItsOwn(RunningMuster muster) {
        Browser session = Browser.begin(muster);
        Pattern link = Pattern.compile("href=\"(/ui/vms/[0-9]+)\"");
        String page = withDemoFleet(session, "/ui/vms");
        session.request()
                .get(Browser.first(link, page, 1))
                .then()
                .statusCode(200)
                .body(containsString("What its guest says"));
        session.request().get("/ui/vms/17").then().statusCode(404);
    }
}
