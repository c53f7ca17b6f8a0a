package org.muster.it;

import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every page route answers everybody as {@link PageTable} says, and changes nothing without the session's token. */
@BlackBox
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWalkIT {

    private static final String NONE = "1999999999";

    private RunningMuster muster;
    private final Map<String, Browser> sessions = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private String vm = "";

    @BeforeAll
    void everybodyHasLoggedIn(RunningMuster running) {
        muster = running;
        DemoVms.await(running);
        String path = DemoVms.inState(running, "running", "cache");
        vm = path.substring(path.lastIndexOf('/') + 1);
        People people = new People(running);
        people.add("other", "[]");
        people.add("viewer", "[]");
        people.add("owner", "[]");
        people.add("operator", "[\"operator\"]");
        people.add("auditor", "[\"auditor\"]");
        people.grant("viewer", "viewer", "{\"vm\":" + vm + "}");
        people.grant("owner", "owner", "{\"vm\":" + vm + "}");
        for (String who : List.of("other", "viewer", "owner", "operator", "auditor")) {
            enter(who, people.name(who), People.PASSWORD);
        }
        enter("administrator", RunningMuster.ADMIN, RunningMuster.PASSWORD);
    }

    private void enter(String who, String name, String password) {
        Response answer = Browser.login(muster, name, password);
        answer.then().statusCode(303);
        Browser browser = new Browser(muster, answer.detailedCookies());
        sessions.put(who, browser);
        tokens.put(who, Browser.first(Browser.TOKEN, browser.page("/ui/vms"), 1));
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() {
        Map<String, String> wrong = new TreeMap<>();
        for (PageTable.Row row : PageTable.rows()) {
            for (int i = 0; i < PageTable.WHO.size(); i++) {
                String who = PageTable.WHO.get(i);
                String wanted = row.statuses().get(i);
                if (!wanted.equals("-")) {
                    int status = ask(row, who, tokens.getOrDefault(who, "")).statusCode();
                    if (!wanted.equals(Integer.toString(status))) {
                        wrong.put(row + " for " + who, "answered " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** S4. */
    @Test
    void nothingChangesWithoutTheToken() {
        for (PageTable.Row row : PageTable.rows()) {
            if (row.changes() && !row.path().equals("/login")) {
                for (String token : List.of("", "guessed")) {
                    assertThat(ask(row, "administrator", token).statusCode())
                            .as(row.toString())
                            .isEqualTo(403);
                }
            }
        }
    }

    /** S2: a page of what one may not see is that of what does not exist. */
    @Test
    void foreignIsAnsweredLikeMissing() {
        for (PageTable.Row row : PageTable.rows()) {
            if (row.path().contains("{vm}")) {
                String token = tokens.get("other");
                String foreign = ask(row, "other", token).asString();
                String missing = request(row, "other", token)
                        .request(row.verb(), path(row, NONE))
                        .asString();
                assertThat(foreign).as(row.toString()).isEqualTo(missing);
            }
        }
    }

    private Response ask(PageTable.Row row, String who, String token) {
        return request(row, who, token).request(row.verb(), path(row, vm));
    }

    private RequestSpecification request(PageTable.Row row, String who, String token) {
        Browser session = sessions.get(who);
        RequestSpecification request = session == null ? muster.anonymous() : session.request();
        return row.changes() ? request.contentType(URLENC.withCharset("UTF-8")).formParam("_csrf", token) : request;
    }

    private static String path(PageTable.Row row, String vm) {
        return "/ui" + row.path().replace("{vm}", vm).replace("{none}", NONE);
    }
}
