package org.muster.it;

import static io.restassured.http.ContentType.JSON;
import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.access.totp.Authenticator;

/** Whose second factor is on gets in by the password alone nowhere. */
@BlackBox
class SecondFactorIT {

    private static final String LOGIN = "/api/auth/login";

    private RunningMuster muster;
    private People people;
    private Authenticator authenticator;
    private List<String> recovery;

    @BeforeEach
    void somebodyTurnsItOn(RunningMuster running) {
        muster = running;
        people = new People(running);
        people.add("zoe", "[\"viewer\"]");
        people.post("zoe", "/api/auth/totp", "{\"password\":\"wrong\"}").then().statusCode(400);
        Response seed = people.post("zoe", "/api/auth/totp", "{\"password\":\"" + People.PASSWORD + "\"}");
        seed.then().statusCode(200).header("Cache-Control", "no-store").body("uri", containsString("otpauth://"));
        authenticator = new Authenticator(seed.jsonPath().getString("secret"));
        recovery = people.post("zoe", "/api/auth/totp/confirm", "{\"code\":\"" + authenticator.code(0) + "\"}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recovery_codes");
    }

    private Response login(String code) {
        return muster.anonymous()
                .contentType(JSON)
                .body("{\"name\":\"" + people.name("zoe") + "\",\"password\":\"" + People.PASSWORD + "\"" + code + "}")
                .post(LOGIN);
    }

    private Response form(Response before, String code) {
        return muster.anonymous()
                .cookies(before.cookies())
                .contentType(URLENC.withCharset("UTF-8"))
                .formParam("code", code)
                .post("/ui/login");
    }

    @Test
    void programsGiveTheCodeWithThePassword() {
        login("").then().statusCode(401).body("errors[0].field", equalTo("totp"));
        login(",\"totp\":\"000000\"").then().statusCode(401);
        String next = authenticator.code(1);
        login(",\"totp\":\"" + next + "\"").then().statusCode(200).body("access_token", notNullValue());
        login(",\"totp\":\"" + next + "\"").then().statusCode(401);
        people.get("zoe", "/api/auth/me").then().statusCode(401);
    }

    @Test
    void browsersAreAskedInASecondStep() {
        form(login(""), recovery.get(0)).then().statusCode(401);
        Response half = Browser.login(muster, people.name("zoe"), People.PASSWORD);
        half.then().statusCode(200).body(containsString("name=\"code\""));
        muster.anonymous().cookies(half.cookies()).get("/ui/vms").then().statusCode(302);
        muster.anonymous().cookies(half.cookies()).get("/api/vms").then().statusCode(401);
        form(half, "000000").then().statusCode(401).body(containsString("name=\"code\""));
        Response in = form(half, recovery.get(0));
        in.then().statusCode(303).header("Location", endsWith("/ui/vms"));
        assertThat(in.cookie("muster")).isNotEqualTo(half.cookie("muster"));
        muster.anonymous()
                .cookies(in.cookies())
                .get("/ui/profile")
                .then()
                .statusCode(200)
                .body(containsString("9 recovery codes"), containsString("this one"));
    }

    @Test
    void guessesAreSlowedDownAndTheAdministratorCanHelp() {
        Response last = login(",\"totp\":\"000000\"");
        for (int i = 0; i < 15 && last.statusCode() == 401; i++) { // the first delays are short
            last = login(",\"totp\":\"000000\"");
        }
        last.then().statusCode(429).header("Retry-After", notNullValue());
        people.as("administrator")
                .delete("/api/users/" + people.id("zoe") + "/totp")
                .then()
                .statusCode(204);
        login("").then().statusCode(200);
    }
}
