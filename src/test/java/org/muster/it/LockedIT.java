package org.muster.it;

import static io.restassured.http.ContentType.JSON;
import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is open but what has to be, and no other site acts in a user's name. */
@BlackBox
class LockedIT {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String STATS = "/api/sync/stats";
    private static final String TRIGGER = "/api/sync/trigger";

    private static Response login(RequestSpecification by) {
        return by.contentType(URLENC)
                .formParam("name", RunningMuster.ADMIN)
                .formParam("password", RunningMuster.PASSWORD)
                .post("/ui/login");
    }

    private static String session(RunningMuster muster) {
        return login(muster.anonymous()).then().statusCode(303).extract().cookie("muster");
    }

    private static RequestSpecification with(RunningMuster muster, String session) {
        return muster.anonymous().cookie("muster", session);
    }

    private static String token(RunningMuster muster, String session) {
        Matcher matcher = TOKEN.matcher(
                with(muster, session).get("/ui/vms").then().extract().asString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {STATS, "/api/vms", "/api/clusters", "/api/nowhere", "/api", "/metrics", "/api/vms;x=1"})
    void strangersGetNothingAndNoChallenge(String path, RunningMuster muster) {
        muster.anonymous()
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", nullValue())
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("status", equalTo(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/../api/vms", "/webjars/../api/vms", "//api/vms", "/health/../api/vms"})
    void noDetourLeadsIn(String path, RunningMuster muster) {
        muster.anonymous()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(not(equalTo(200)))
                .body(not(containsString("\"vms\"")));
    }

    @Test
    void metricsShowRequestsAndTheRollCallToUsers(RunningMuster muster) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("muster_http"), containsString("muster_cluster_full_sync_age_seconds")));
    }

    @Test
    void sessionCookieIsForNobodyElse(RunningMuster muster) {
        String cookie = login(muster.anonymous()).getHeader("Set-Cookie");
        assertThat(cookie).startsWith("muster=").containsIgnoringCase("; HttpOnly");
        assertThat(cookie).containsIgnoringCase("; SameSite=Lax").containsIgnoringCase("; Path=/");
    }

    @Test
    void loginBeginsANewSession(RunningMuster muster) {
        String old = session(muster);
        String renewed = login(with(muster, old)).then().extract().cookie("muster");
        assertThat(renewed).isNotNull().isNotEqualTo(old);
        with(muster, old).get(STATS).then().statusCode(401);
        with(muster, renewed).get(STATS).then().statusCode(200);
    }

    @Test
    void aSessionChangesNothingWithoutItsToken(RunningMuster muster) {
        String session = session(muster);
        String token = token(muster, session);
        with(muster, session).contentType(JSON).body("{}").post(TRIGGER).then().statusCode(403);
        with(muster, session)
                .header("X-CSRF-Token", token(muster, session(muster)))
                .post(TRIGGER)
                .then()
                .statusCode(403);
        with(muster, session)
                .header("X-CSRF-Token", token)
                .contentType(JSON)
                .body("{}")
                .post(TRIGGER)
                .then()
                .statusCode(202);
    }

    @Test
    void otherSitesChangeNothingEvenWithTheToken(RunningMuster muster) {
        String session = session(muster);
        String token = token(muster, session);
        with(muster, session)
                .header("X-CSRF-Token", token)
                .header("Origin", "http://evil.example")
                .post(TRIGGER)
                .then()
                .statusCode(403);
        with(muster, session)
                .header("X-CSRF-Token", token)
                .header("Sec-Fetch-Site", "cross-site")
                .post(TRIGGER)
                .then()
                .statusCode(403);
        login(muster.anonymous().header("Origin", "null")).then().statusCode(403);
    }

    @Test
    void programsNeedNoToken(RunningMuster muster) {
        muster.admin().contentType(JSON).body("{}").post(TRIGGER).then().statusCode(202);
    }

    @Test
    void basicIsForProgramsOnly(RunningMuster muster) {
        muster.admin().get("/ui/vms").then().statusCode(302);
    }
}
