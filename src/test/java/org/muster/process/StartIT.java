package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.it.ListeningPorts;

/** The start with the switches for production, and one after a kill. */
class StartIT {

    /** HTTP Basic as it is unless somebody says otherwise. */
    private static final Map<String, String> SMALL_FLEET = Map.of(
            "MUSTER_ADMIN_PASSWORD", "",
            "MUSTER_ACCESS_BASIC", "",
            "MUSTER_DEMO_HOSTS", "2",
            "MUSTER_DEMO_VMS", "30");

    @TempDir
    Path home;

    @Test
    void killedMusterStartsAgainWithWhatItHad() throws Exception {
        List<Long> before;
        String token;
        try (MusterProcess muster = MusterProcess.start(home, SMALL_FLEET).awaitReady()) {
            assertThat(ListeningPorts.of(muster.pid())).containsExactly("loopback:" + muster.port());
            token = login(muster).getString("access_token");
            awaitFleet(muster, token);
            before = ids(muster, token);
            basicIsOff(muster);
            tokensEndWithTheirSession(muster);
            theFormLetsIn(muster);
            muster.kill();
        }

        try (MusterProcess muster = MusterProcess.start(home, SMALL_FLEET).awaitReady()) {
            assertThat(ids(muster, token)).isEqualTo(before);
            assertThat(muster.stop()).isTrue();
        }
        assertThat(home.resolve("tmp/payaramicro-rt")).doesNotExist();
    }

    private JsonPath login(MusterProcess muster) throws Exception {
        return muster.anonymous()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"admin\",\"password\":\"" + password() + "\"}")
                .post("/api/auth/login")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"), "expires_in", equalTo(600))
                .extract()
                .jsonPath();
    }

    private void basicIsOff(MusterProcess muster) throws Exception {
        muster.admin(password()).get("/api/vms").then().statusCode(401).header("WWW-Authenticate", nullValue());
    }

    private void tokensEndWithTheirSession(MusterProcess muster) throws Exception {
        JsonPath first = login(muster);
        String refresh = "{\"refresh_token\":\"" + first.getString("refresh_token") + "\"}";
        Response refreshed =
                muster.anonymous().contentType(ContentType.JSON).body(refresh).post("/api/auth/refresh");
        refreshed.then().statusCode(200);
        String second = refreshed.jsonPath().getString("access_token");
        muster.bearer(second).get("/api/auth/me").then().statusCode(200).body("name", equalTo("admin"));
        muster.bearer(second).post("/api/auth/logout").then().statusCode(204);
        muster.bearer(second).get("/api/auth/me").then().statusCode(401).header("WWW-Authenticate", nullValue());
        muster.bearer(first.getString("access_token"))
                .get("/api/auth/me")
                .then()
                .statusCode(401);
        muster.anonymous()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"admin\",\"password\":\"wrong\"}")
                .post("/api/auth/login")
                .then()
                .statusCode(401);
    }

    private void theFormLetsIn(MusterProcess muster) throws Exception {
        Response entered = muster.anonymous()
                .formParam("name", "admin")
                .formParam("password", password())
                .post("/ui/login");
        entered.then().statusCode(303);
        muster.anonymous().cookies(entered.cookies()).get("/ui/vms").then().statusCode(200);
    }

    private void awaitFleet(MusterProcess muster, String token) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> muster.bearer(token)
                .get("/api/vms")
                .then()
                .statusCode(200)
                .body("total", equalTo(30)));
    }

    private List<Long> ids(MusterProcess muster, String token) {
        return muster.bearer(token).get("/api/vms?sort=name").jsonPath().getList("vms.id", Long.class);
    }

    /** The generated one: its file is for its owner only. */
    private String password() throws Exception {
        Path file = home.resolve("admin-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return Files.readString(file).strip();
    }
}
