package org.muster.it;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs log in, and what ends a login ends its tokens; S6 over HTTP. */
@BlackBox
class LoginIT {

    private static final String ME = "/api/auth/me";
    private static final String SESSIONS = "/api/auth/sessions";

    private People people;
    private RunningMuster muster;

    @BeforeEach
    void somebodyIsThere(RunningMuster running) {
        muster = running;
        people = new People(running);
        people.add("zoe", "[\"viewer\"]");
    }

    private Response post(String path, String body) {
        return muster.anonymous().contentType(JSON).body(body).post(path);
    }

    private Response login(String password) {
        return post("/api/auth/login", "{\"name\":\"" + people.name("zoe") + "\",\"password\":\"" + password + "\"}");
    }

    private JsonPath tokens() {
        return login(People.PASSWORD).then().statusCode(200).extract().jsonPath();
    }

    private RequestSpecification bearer(String token) {
        return muster.anonymous().header("Authorization", "Bearer " + token);
    }

    private static Response refresh(LoginIT test, JsonPath tokens) {
        return test.post("/api/auth/refresh", "{\"refresh_token\":\"" + tokens.getString("refresh_token") + "\"}");
    }

    private void endsWithin(String token) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> bearer(token).get(ME).then().statusCode(401));
    }

    @Test
    void aTokenIsGoodOnTheApiAndOnNoPage() {
        String token = tokens().getString("access_token");
        bearer(token).get(ME).then().statusCode(200).body("name", equalTo(people.name("zoe")));
        bearer(token).get("/api/vms").then().statusCode(200);
        bearer(token).get("/api/users").then().statusCode(403);
        bearer(token).get("/ui/vms").then().statusCode(302);
        login("wrong").then().statusCode(401).header("WWW-Authenticate", nullValue());
    }

    @Test
    void whatIsNoTokenOfOursIsNobodys() {
        String good = tokens().getString("access_token");
        String claims = good.split("\\.")[1];
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        for (String bad : List.of(
                none + "." + claims + ".",
                none + "." + claims + "." + good.split("\\.")[2],
                good + "A",
                good.substring(0, good.length() - 2),
                good + "." + good,
                "x".repeat(6000),
                "null")) {
            bearer(bad).get(ME).then().statusCode(401).header("WWW-Authenticate", nullValue());
        }
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheSession() {
        JsonPath first = tokens();
        JsonPath second = refresh(this, first).then().statusCode(200).extract().jsonPath();
        bearer(second.getString("access_token")).get(ME).then().statusCode(200);
        refresh(this, first).then().statusCode(401);
        refresh(this, second).then().statusCode(401);
        endsWithin(second.getString("access_token"));
    }

    @Test
    void sessionsAreListedAndEnded() {
        String one = tokens().getString("access_token");
        String two = tokens().getString("access_token");
        Response page = Browser.login(muster, people.name("zoe"), People.PASSWORD);
        JsonPath listed = bearer(two).get(SESSIONS).jsonPath();
        assertThat(listed.getList("sessions.kind")).containsExactly("page", "token", "token");
        assertThat(listed.getList("sessions.current")).containsExactly(false, true, false);
        List<Integer> ids = listed.getList("sessions.id");
        people.as("administrator").delete(SESSIONS + "/" + ids.get(2)).then().statusCode(404);
        bearer(two).delete(SESSIONS + "/" + ids.get(2)).then().statusCode(204);
        bearer(one).get(ME).then().statusCode(401);
        muster.anonymous().cookies(page.cookies()).get("/ui/vms").then().statusCode(200);
        people.as("administrator")
                .delete("/api/users/" + people.id("zoe") + "/sessions")
                .then()
                .statusCode(204);
        bearer(two).get(ME).then().statusCode(401);
        muster.anonymous().cookies(page.cookies()).get("/ui/vms").then().statusCode(302);
    }

    @Test
    void anAccountThatIsLockedOrHasAnotherPasswordHasNoTokens() {
        String token = tokens().getString("access_token");
        people.patch("administrator", "/api/users/" + people.id("zoe"), "{\"must_change\":true}");
        bearer(token).get("/api/vms").then().statusCode(403);
        people.patch("administrator", "/api/users/" + people.id("zoe"), "{\"must_change\":false}");
        people.patch("administrator", "/api/users/" + people.id("zoe"), "{\"enabled\":false}");
        endsWithin(token);
        login(People.PASSWORD).then().statusCode(401);
        people.patch("administrator", "/api/users/" + people.id("zoe"), "{\"enabled\":true}");
        String again = tokens().getString("access_token");
        people.patch("administrator", "/api/users/" + people.id("zoe"), "{\"password\":\"another long one 8\"}");
        endsWithin(again);
    }

    @Test
    void aNewKeySignsAndTheOldOnesTokensGoOn() {
        String token = tokens().getString("access_token");
        muster.admin()
                .contentType(JSON)
                .body("{}")
                .post("/api/auth/keys")
                .then()
                .statusCode(201);
        bearer(token).get(ME).then().statusCode(200);
        bearer(tokens().getString("access_token")).get(ME).then().statusCode(200);
        muster.admin().get("/api/auth/keys").then().body("keys.until", hasItem(nullValue()));
    }
}
