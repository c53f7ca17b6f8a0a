package org.muster.it;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The demo fleet of a running Muster, by its API. */
final class DemoVms {

    static final int COUNT = 120;

    private DemoVms() {}

    /** Waits for the fleet's first pass. */
    static void await(RunningMuster muster) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> muster.admin()
                .get("/api/vms?cluster=" + cluster(muster))
                .then()
                .statusCode(200)
                .body("total", equalTo(COUNT)));
    }

    /** The id of the fleet's cluster. */
    static long cluster(RunningMuster muster) {
        return muster.admin().get("/api/clusters").jsonPath().getLong("clusters.find { it.kind == 'demo' }.id");
    }

    /** The path of a VM in that state that is no template and has no task. */
    static String inState(RunningMuster muster, String status, String search) {
        JsonPath page = muster.admin()
                .queryParam("status", status)
                .queryParam("search", search)
                .queryParam("cluster", cluster(muster))
                .get("/api/vms")
                .jsonPath();
        List<Long> ids = page.getList("vms.findAll { !it.is_template && it.task_state == null }.id", Long.class);
        return "/api/vms/" + ids.get(0);
    }
}
