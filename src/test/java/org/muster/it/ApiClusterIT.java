package org.muster.it;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.libvirt.Lab;

@BlackBox
class ApiClusterIT {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void theDemoIsACluster(RunningMuster muster) {
        DemoVms.await(muster);
        muster.admin()
                .get("/api/clusters/" + DemoVms.cluster(muster))
                .then()
                .statusCode(200)
                .body("name", equalTo("demo"), "kind", equalTo("demo"), "enabled", is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ext:///system?command=/bin/true",
                "qemu+ssh://root@host/system?netcat=x",
                "test:///etc/passwd",
                "http://host/",
                "esx://host/",
                "nonsense"
            })
    void anAddressThatIsNotAllowedIsRefusedUntried(String address, RunningMuster muster) {
        add(muster, "", Map.of("name", "strange", "kind", "libvirt", "addresses", List.of(address)))
                .statusCode(422)
                .contentType(PROBLEM)
                .body("errors.field", hasItem("addresses"));
    }

    @Test
    void aHostThatDoesNotAnswerIsRefusedAfterTheTest(RunningMuster muster) {
        Map<String, Object> nobody = Map.of(
                "name", "nobody", "kind", "libvirt", "addresses", List.of("qemu+unix:///system?socket=/nowhere"));
        add(muster, "", nobody).statusCode(422).contentType(PROBLEM);
        add(muster, "?test=only", nobody).statusCode(422);
        muster.admin().get("/api/clusters").then().body("clusters.name", not(hasItem("nobody")));
    }

    @Test
    void aClusterComesChangesAndGoes(RunningMuster muster) throws IOException {
        Lab lab = Lab.started();
        lab.define("seen-by-api");
        Map<String, Object> wanted = Map.of("name", "lab", "kind", "libvirt", "addresses", List.of(lab.uri()));
        add(muster, "?test=only", wanted).statusCode(200).body("ok", is(true));
        String path = add(muster, "", wanted)
                .statusCode(201)
                .header("Location", containsString("/api/clusters/"))
                .body("name", equalTo("lab"), "addresses", equalTo(List.of(lab.uri())))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
        add(muster, "", wanted).statusCode(422).contentType(PROBLEM);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get("/api/vms?live=true&search=seen-by-api")
                .then()
                .body("vms.cluster_name", equalTo(List.of("lab")), "vms.status", equalTo(List.of("stopped"))));
        patch(muster, path, Map.of("name", "lab-2", "enabled", false))
                .statusCode(200)
                .body("name", equalTo("lab-2"), "enabled", is(false), "paused", is(true));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get("/api/vms?search=seen-by-api")
                .then()
                .body("vms.stale", equalTo(List.of(true)), "vms.status", equalTo(List.of("stopped"))));
        muster.admin()
                .get("/api/sync/stats")
                .then()
                .body("clusters.find { it.name == 'lab-2' }.state", equalTo("paused"));
        String vm = muster.admin()
                .get("/api/vms?search=seen-by-api")
                .path("vms[0].id")
                .toString();
        muster.admin()
                .post("/api/vms/" + vm + "/start")
                .then()
                .statusCode(409)
                .body("detail", containsString("paused"));
        trigger(muster, path).statusCode(409).body("detail", containsString("paused"));
        patch(muster, path, Map.of("enabled", true, "paused", true))
                .statusCode(400)
                .body("errors.field", hasItem("paused"));
        patch(muster, path, Map.of("paused", false)).statusCode(200).body("enabled", is(true), "paused", is(false));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get("/api/vms?search=seen-by-api")
                .then()
                .body("vms.stale", equalTo(List.of(false))));
        patch(muster, path, Map.of("addresses", List.of("qemu:///system"))).statusCode(422);
        patch(muster, path, Map.of("enabled", "no")).statusCode(400);
        muster.admin().delete(path + "?confirm=lab").then().statusCode(400).body("errors.field", hasItem("confirm"));
        muster.admin().delete(path + "?confirm=lab-2").then().statusCode(204);
        muster.admin().get(path).then().statusCode(404);
        muster.admin().get("/api/vms?search=seen-by-api").then().body("total", equalTo(0));
        muster.admin().get("/api/vms?search=seen-by-api&gone=true").then().body("vms[0].gone_at", notNullValue());
        lab.virsh("undefine", "seen-by-api");
    }

    @Test
    void aBodyThatLacksWhatIsNeededNamesIt(RunningMuster muster) {
        add(muster, "", Map.of("addresses", List.of()))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("name", "addresses", "kind")));
        add(muster, "", Map.of("name", "d", "kind", "demo", "addresses", List.of("x")))
                .statusCode(400)
                .body("errors.field", hasItem("kind"));
    }

    private static ValidatableResponse add(RunningMuster muster, String query, Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .post("/api/clusters" + query)
                .then();
    }

    private static ValidatableResponse trigger(RunningMuster muster, String path) {
        return muster.admin()
                .contentType("application/json")
                .body(Map.of("cluster", Long.parseLong(path.replaceFirst(".*/", ""))))
                .post("/api/sync/trigger")
                .then();
    }

    private static ValidatableResponse patch(RunningMuster muster, String path, Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .patch(path)
                .then();
    }
}
