package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.ldap.Slapd;

/** Muster as a whole beside a directory: the page and the API let its people in. */
class OutsideLoginIT {

    @Test
    void peopleOfTheDirectoryLogInWithItsGroups(@TempDir Path folder) throws Exception {
        Path ldap = Files.createDirectory(folder.resolve("ldap"));
        Path home = Files.createDirectory(folder.resolve("home"));
        try (Slapd slapd = new Slapd(ldap);
                MusterProcess muster =
                        MusterProcess.start(home, environment(slapd)).awaitReady()) {
            slapd.person("alice");
            slapd.group("vm-ops", "alice");
            muster.admin()
                    .contentType(ContentType.JSON)
                    .body("{\"name\":\"operators\"}")
                    .post("/api/groups")
                    .then()
                    .statusCode(201);
            byPage(muster, "alice", "wrong", 401);
            byPage(muster, "alice", Slapd.password("alice"), 303);
            byProgram(muster, "alice", 200);
            muster.admin()
                    .get("/api/groups")
                    .then()
                    .statusCode(200)
                    .body("groups.find { it.name == 'operators' }.members.size()", equalTo(1));
            slapd.stop();
            byPage(muster, "alice", Slapd.password("alice"), 503);
            byProgram(muster, "alice", 503);
            muster.admin().get("/api/audit").then().statusCode(200).body(containsString("user.admit"));
            assertThat(Files.readString(home.resolve("muster.log"))).doesNotContain("-Secret1");
        }
    }

    private static Map<String, String> environment(Slapd slapd) {
        Map<String, String> environment = new HashMap<>();
        slapd.settings(Map.of("muster.ldap.groups", "vm-ops -> operators"))
                .forEach((name, value) ->
                        environment.put(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
        return environment;
    }

    private static void byProgram(MusterProcess muster, String name, int status) {
        muster.anonymous()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"password\":\"" + Slapd.password(name) + "\"}")
                .post("/api/auth/login")
                .then()
                .statusCode(status);
    }

    private static void byPage(MusterProcess muster, String name, String password, int status) {
        muster.anonymous()
                .formParam("name", name)
                .formParam("password", password)
                .post("/ui/login")
                .then()
                .statusCode(status);
    }
}
