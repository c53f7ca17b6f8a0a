package org.muster.it;

import static io.restassured.http.ContentType.URLENC;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords of one's own, and tokens. */
@BlackBox
class CredentialsIT {

    private static final String JSON = "application/json";

    private final RunningMuster muster;
    private final People people;

    CredentialsIT(RunningMuster muster) {
        this.muster = muster;
        this.people = new People(muster);
    }

    @BeforeEach
    void theFleetIsThere() {
        DemoVms.await(muster);
    }

    @Test
    void whoMustChangeThePasswordDoesNothingElseBefore() {
        long eva = people.add("eva", "[\"viewer\"]");
        people.patch("administrator", "/api/users/" + eva, "{\"must_change\":true}")
                .then()
                .body("must_change", is(true));
        people.list("eva", "").then().statusCode(403).body("detail", org.hamcrest.Matchers.containsString("password"));
        people.as("eva").get("/api/auth/me").then().statusCode(200);
        String path = "/api/auth/password";
        people.post("eva", path, "{\"old\":\"wrong\",\"new\":\"a better one 8\"}")
                .then()
                .body("errors.field", hasItem("old"));
        people.post("eva", path, "{\"old\":\"" + People.PASSWORD + "\",\"new\":\"short\"}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("new"));
        people.post("eva", path, "{\"old\":\"" + People.PASSWORD + "\",\"new\":\"a better one 8\"}")
                .then()
                .statusCode(204);
        people.list("eva", "").then().statusCode(401);
        muster.as(people.name("eva"), "a better one 8").get("/api/vms").then().statusCode(200);
    }

    @Test
    void theNewPasswordBeginsASessionAndEndsTheOthers() {
        long eva = people.add("eva", "[]");
        people.patch("administrator", "/api/users/" + eva, "{\"must_change\":true}")
                .then()
                .statusCode(200);
        Browser other = browser(Browser.login(muster, people.name("eva"), People.PASSWORD));
        Browser here = browser(Browser.login(muster, people.name("eva"), People.PASSWORD));
        here.request().get("/ui/vms").then().statusCode(302).header("Location", endsWith("/ui/password"));
        String token = Browser.first(Browser.TOKEN, here.page("/ui/password"), 1);
        change(here, token, "wrong", "a better one 8").then().statusCode(422);
        Response changed = change(here, token, People.PASSWORD, "a better one 8");
        changed.then().statusCode(303).header("Location", endsWith("/ui/vms"));
        browser(changed).page("/ui/vms");
        other.request().get("/ui/password").then().statusCode(302).header("Location", endsWith("/ui/login"));
        here.request().get("/ui/password").then().statusCode(302).header("Location", endsWith("/ui/login"));
    }

    private Browser browser(Response loggedIn) {
        return new Browser(muster, loggedIn.detailedCookies());
    }

    private static Response change(Browser browser, String token, String old, String wanted) {
        return browser.request()
                .contentType(URLENC.withCharset("UTF-8"))
                .formParam("_csrf", token)
                .formParam("old", old)
                .formParam("new", wanted)
                .formParam("again", wanted)
                .post("/ui/password");
    }

    @Test
    void aTokenDoesWhatItsAccountMayAndItWasMadeFor() {
        people.add("eva", "[\"operator\"]");
        JsonPath made = people.post("eva", "/api/tokens", "{\"name\":\"list\",\"permissions\":[\"VM_READ\"]}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String token = "Bearer " + made.getString("token");
        String vm = DemoVms.inState(muster, "running", "web");
        bearer(token).get("/api/vms").then().statusCode(200).body("total", equalTo(DemoVms.COUNT));
        bearer(token).get("/api/hosts").then().statusCode(403);
        bearer(token).post(vm + "/reset").then().statusCode(403);
        bearer(token)
                .contentType(JSON)
                .body("{\"name\":\"more\"}")
                .post("/api/tokens")
                .then()
                .statusCode(403);
        bearer(token).delete("/api/tokens/" + made.getLong("id")).then().statusCode(403);
        people.as("eva")
                .get("/api/tokens")
                .then()
                .body("tokens.name", contains("list"))
                .body("tokens[0].token", nullValue());

        people.patch("administrator", "/api/users/" + people.id("eva"), "{\"roles\":[]}")
                .then()
                .statusCode(200);
        bearer(token).get("/api/vms").then().body("total", equalTo(0));
        people.as("eva").delete("/api/tokens/" + made.getLong("id")).then().statusCode(204);
        bearer(token).get("/api/vms").then().statusCode(401);
        bearer("Bearer mst_" + "A".repeat(43)).get("/api/vms").then().statusCode(401);
        bearer("Bearer " + made.getString("token")).get("/ui/vms").then().statusCode(302);
    }

    @Test
    void aServiceComesWithATokenOnly() {
        long friend = people.add("friend", "[]");
        long service = people.made(
                "/api/users", "{\"name\":\"service " + friend + "\",\"kind\":\"service\",\"roles\":[\"viewer\"]}");
        String path = "/api/users/" + service + "/tokens";
        people.post("administrator", "/api/users/" + friend + "/tokens", "{\"name\":\"x\"}")
                .then()
                .statusCode(409);
        String token = people.post("administrator", path, "{\"name\":\"collector\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("token");
        bearer("Bearer " + token).get("/api/vms").then().statusCode(200).body("total", equalTo(DemoVms.COUNT));
        muster.admin().delete("/api/users/" + service).then().statusCode(204);
        bearer("Bearer " + token).get("/api/vms").then().statusCode(401);
    }

    private RequestSpecification bearer(String header) {
        return muster.anonymous().header("Authorization", header);
    }
}
