package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BlackBox
class ApiSyncIT {

    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void theFleetIsThere(RunningMuster muster) {
        DemoVms.await(muster);
    }

    @Test
    void statsCountWhatIsThere(RunningMuster muster) {
        muster.admin()
                .get("/api/sync/stats")
                .then()
                .statusCode(200)
                .body("total_vms", greaterThan(DemoVms.COUNT - 1), "running_vms", greaterThan(0))
                .body("is_running", is(true), "last_full_sync", greaterThan(1_700_000_000))
                .body("clusters.find { it.kind == 'demo' }.hosts", equalTo(6))
                .body("clusters.find { it.kind == 'demo' }.state", equalTo("ok"));
    }

    @Test
    void healthIsToldWithTheStats(RunningMuster muster) {
        muster.admin()
                .get("/api/sync/health")
                .then()
                .statusCode(200)
                .body("healthy", notNullValue(), "issues", notNullValue(), "stats.is_running", is(true));
    }

    @Test
    void aTriggeredRunIsRecorded(RunningMuster muster) {
        String run = muster.admin()
                .contentType("application/json")
                .body(Map.of("cluster", DemoVms.cluster(muster), "kind", "full"))
                .post("/api/sync/trigger")
                .then()
                .statusCode(202)
                .body("runs", hasItem(startsWith("/api/sync/runs/")))
                .extract()
                .jsonPath()
                .getString("runs[0]");
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get(run)
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"), "kind", equalTo("full"))
                .body("seen", equalTo(DemoVms.COUNT), "errors", equalTo(0)));
        int id = Integer.parseInt(run.substring("/api/sync/runs/".length()));
        List<Integer> ids =
                muster.admin().get("/api/sync/runs?limit=500").jsonPath().getList("runs.id");
        assertThat(ids).contains(id);
    }

    @Test
    void noBodyMeansAllOfEverything(RunningMuster muster) {
        muster.admin().post("/api/sync/trigger").then().statusCode(202).body("runs.size()", greaterThan(0));
    }

    @Test
    void aTriggerThatMakesNoSenseIsRefused(RunningMuster muster) {
        String path = "/api/sync/trigger";
        String json = "application/json";
        muster.admin()
                .contentType(json)
                .body("{\"cluster\":999999}")
                .post(path)
                .then()
                .statusCode(400);
        muster.admin()
                .contentType(json)
                .body("{\"kind\":\"half\"}")
                .post(path)
                .then()
                .statusCode(400);
        muster.admin()
                .contentType(json)
                .body("{\"kind")
                .post(path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
        muster.admin()
                .contentType(json)
                .body("{\"a\":".repeat(5000))
                .post(path)
                .then()
                .statusCode(400);
        muster.admin()
                .contentType(json)
                .body(" ".repeat(70_000))
                .post(path)
                .then()
                .statusCode(413);
        muster.admin()
                .contentType("text/plain")
                .body("{}")
                .post(path)
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        muster.anonymous().post(path).then().statusCode(401);
    }

    @Test
    void hostsAreListedWithTheirVms(RunningMuster muster) {
        muster.admin()
                .get("/api/hosts")
                .then()
                .statusCode(200)
                .body("hosts.name", hasItem("demo-01"))
                .body("hosts.find { it.name == 'demo-01' }.vm_count", equalTo(20))
                .body("hosts.find { it.name == 'demo-01' }.cluster", equalTo("demo"))
                .body("hosts.find { it.name == 'demo-01' }.is_active", is(true));
    }
}
