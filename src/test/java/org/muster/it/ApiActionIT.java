package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BlackBox
class ApiActionIT {

    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void theFleetIsThere(RunningMuster muster) {
        DemoVms.await(muster);
    }

    @Test
    void anActionIsATaskThatCanBeFollowed(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "web");
        JsonPath accepted = muster.admin()
                .post(vm + "/stop")
                .then()
                .statusCode(202)
                .body("ok", is(true), "task", startsWith("/api/tasks/"))
                .body("vm.status", anyOf(equalTo("stopping"), equalTo("stopped")))
                .extract()
                .jsonPath();
        String task = accepted.getString("task");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> muster.admin()
                .get(task)
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"), "action", equalTo("stop"))
                .body("user", equalTo(RunningMuster.ADMIN), "error", nullValue())
                .body("created", notNullValue(), "started", notNullValue(), "ended", notNullValue()));
        muster.admin().get(vm).then().body("status", equalTo("stopped"), "uptime", equalTo(0));
        muster.admin().get(task + "/log").then().body("log.message", hasItem("completed"));
        muster.admin()
                .get("/api/tasks?state=completed&vm=" + accepted.getLong("vm.id"))
                .then()
                .body("tasks.vm", everyItem(equalTo((int) accepted.getLong("vm.id"))))
                .body("tasks[0].id", equalTo(Integer.valueOf(task.substring("/api/tasks/".length()))));
        muster.admin().post(vm + "/start?wait=30").then().statusCode(200);
    }

    @Test
    void waitingGivesTheFinalRow(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "mail");
        for (String[] step : new String[][] {{"suspend", "paused"}, {"resume", "running"}, {"reset", "running"}}) {
            muster.admin()
                    .post(vm + "/" + step[0] + "?wait=30")
                    .then()
                    .statusCode(200)
                    .body("ok", is(true), "state", equalTo("completed"), "vm.status", equalTo(step[1]))
                    .body("vm.task_state", nullValue());
        }
    }

    @Test
    void shutdownThatIsForcedEndsInTime(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "web");
        JsonPath ended = muster.admin()
                .contentType("application/json")
                .body("{\"force\":true,\"timeout\":1}") // the demo's guests take 3 s
                .post(vm + "/shutdown?wait=30")
                .then()
                .statusCode(200)
                .body("ok", is(true), "vm.status", equalTo("stopped"))
                .extract()
                .jsonPath();
        muster.admin().get(ended.getString("task")).then().body("force", is(true), "timeout", equalTo(1));
        muster.admin()
                .get(ended.getString("task") + "/log")
                .then()
                .body("log.message", hasItem(RunningMuster.ADMIN + " asked for shutdown (force, timeout 1 s)"));
        muster.admin().post(vm + "/start?wait=30").then().statusCode(200);
    }

    @Test
    void shutdownThatIsNotForcedFailsWhenItsTimeIsOver(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "web");
        muster.admin()
                .contentType("application/json")
                .body("{\"timeout\":1}")
                .post(vm + "/shutdown?wait=30")
                .then()
                .statusCode(200)
                .body("ok", is(false), "state", equalTo("failed"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> muster.admin().get(vm).then().body("status", equalTo("stopped")));
        muster.admin().post(vm + "/start?wait=30").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shutdown {\"force\":\"yes\"} force",
                "shutdown {\"timeout\":0} timeout",
                "shutdown {\"timeout\":3601} timeout",
                "start {\"force\":true} force",
                "stop {\"timeout\":5} timeout"
            })
    void whatCanNotBeWishedForIsInvalid(String line, RunningMuster muster) {
        String[] parts = line.split(" ");
        muster.admin()
                .contentType("application/json")
                .body(parts[1])
                .post("/api/vms/1/" + parts[0])
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(parts[2]));
    }

    @Test
    void whatTheStateForbidsIsAConflict(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "db");
        muster.admin().post(vm + "/start").then().statusCode(409).contentType(PROBLEM);
        muster.admin().post(vm + "/resume").then().statusCode(409);
        long template = muster.admin().get("/api/vms?tag=template").jsonPath().getLong("vms[0].id");
        muster.admin().post("/api/vms/" + template + "/start").then().statusCode(409);
    }

    @Test
    void actionsWorkByVmidToo(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "app");
        long vmid = muster.admin().get(vm).jsonPath().getLong("vmid");
        muster.admin()
                .post("/api/vm/" + vmid + "/reboot?wait=30")
                .then()
                .statusCode(200)
                .body("vm.vmid", equalTo((int) vmid), "vm.status", equalTo("running"));
        muster.admin().post("/api/vm/" + vmid + "/reboot?cluster=999999").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "-1", "x", "1.5"})
    void oneCanWaitAMinuteAtMost(String wait, RunningMuster muster) {
        muster.admin()
                .queryParam("wait", wait)
                .post("/api/vms/1/start")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("wait"));
    }

    @Test
    void whatIsNoActionOrNoVmIsNotFound(RunningMuster muster) {
        muster.admin().post("/api/vms/1/start").then().statusCode(404).contentType(PROBLEM);
        muster.admin().post("/api/vms/1/destroy").then().statusCode(404).contentType(PROBLEM);
        muster.admin().get("/api/vms/1/start").then().statusCode(405).contentType(PROBLEM);
        muster.anonymous().post("/api/vms/1/start").then().statusCode(401);
    }

    @Test
    void tasksAreFilteredByWhatExists(RunningMuster muster) {
        muster.admin().get("/api/tasks?vm=5").then().statusCode(200).body("tasks", empty());
        assertThat(muster.admin().get("/api/tasks?vm=x&state=done").jsonPath().getList("errors.field"))
                .containsExactly("vm", "state");
    }
}
