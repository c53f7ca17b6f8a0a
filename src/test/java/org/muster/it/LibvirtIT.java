package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.libvirt.Lab;

/** A real libvirtd with real guests, seen and acted on through the API alone; the other hand is virsh. */
@BlackBox
class LibvirtIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAME = "lab";

    private static Lab lab;
    private static int cluster;

    private final RunningMuster muster;

    LibvirtIT(RunningMuster muster) {
        this.muster = muster;
    }

    @BeforeAll
    static void addTheLab(RunningMuster muster) {
        lab = Lab.started();
        lab.lab("heal");
        lab.lab("guests", "3");
        cluster = muster.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("name", NAME, "kind", "libvirt", "addresses", List.of(lab.uri())))
                .post("/api/clusters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @AfterEach
    void heal() {
        lab.lab("heal");
    }

    @AfterAll
    static void removeTheLab(RunningMuster muster) {
        muster.admin()
                .queryParam("confirm", NAME)
                .delete("/api/clusters/" + cluster)
                .then()
                .statusCode(204);
    }

    private JsonPath list() {
        return muster.admin()
                .queryParam("cluster", cluster)
                .queryParam("size", 1000)
                .get("/api/vms")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, Object> vm(String name) {
        Map<String, Object> found = list().param("name", name).getMap("vms.find { it.name == name }");
        return found == null ? Map.of() : found;
    }

    private int id(String name) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vm(name)).isNotEmpty());
        return (Integer) vm(name).get("id");
    }

    /** A pass from begin to end. */
    private void sync(String kind) {
        String run = muster.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("cluster", cluster, "kind", kind))
                .post("/api/sync/trigger")
                .then()
                .statusCode(202)
                .extract()
                .path("runs[0]");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        muster.admin().get(run).jsonPath().getString("state"))
                .isNotEqualTo("running"));
    }

    private void act(int id, String action) {
        muster.admin()
                .queryParam("wait", 60)
                .post("/api/vms/" + id + "/" + action)
                .then()
                .statusCode(200);
    }

    private String status(int id) {
        return muster.admin().get("/api/vms/" + id).jsonPath().getString("status");
    }

    private void awaitAgent(String name) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> lab.virsh("qemu-agent-command", name, "{\"execute\":\"guest-ping\"}"));
    }

    private void ensureRunning(String name) {
        if (!lab.virsh("list", "--name").lines().toList().contains(name)) {
            lab.virsh("start", name);
        }
        sync("full");
    }

    @Test
    void whatVirshDoesBehindOurBackShowsUp() throws Exception {
        lab.define("behind");
        sync("full");
        int id = id("behind");
        assertThat(vm("behind")).containsEntry("status", "stopped").containsEntry("type", "qemu");

        lab.virsh("start", "behind");
        sync("quick");
        assertThat(status(id)).isEqualTo("running");
        lab.virsh("suspend", "behind");
        sync("quick");
        assertThat(status(id)).isEqualTo("paused");
        lab.virsh("destroy", "behind");
        lab.virsh("domrename", "behind", "renamed");
        sync("full");
        assertThat(vm("renamed")).containsEntry("id", id).containsEntry("status", "stopped");
        assertThat(vm("behind")).isEmpty();

        lab.virsh("undefine", "renamed");
        sync("full");
        assertThat(vm("renamed"))
                .containsEntry("id", id)
                .containsEntry("status", "stopped")
                .hasEntrySatisfying(
                        "sync_error", error -> assertThat((String) error).startsWith("missing"));
    }

    /** How often libvirt's events have been looked at. */
    private double eventLooks() {
        return muster.admin()
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("muster_sync_events"))
                .filter(line -> line.contains("cluster=\"" + cluster + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void whatLibvirtTellsShowsUpByItself() {
        ensureRunning("lab-001");
        int id = id("lab-001");
        double before = eventLooks();

        lab.virsh("suspend", "lab-001");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(id)).isEqualTo("paused"));
        lab.virsh("resume", "lab-001");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(id)).isEqualTo("running"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(eventLooks()).isGreaterThanOrEqualTo(before + 2));
    }

    @Test
    void whatAGuestSaysIsShownOnceItsAgentIsThere() {
        ensureRunning("lab-001");
        int id = id("lab-001");
        act(id, "stop");
        act(id, "start"); // an agent that is not there when it is asked first is asked again because libvirt tells of
        // it

        await().atMost(PATIENCE).untilAsserted(() -> muster.admin()
                .get("/api/vms/" + id)
                .then()
                .body("guest.agent", equalTo("answers"), "guest.current", equalTo(true))
                .body("guest.host_name", equalTo("lab-001"), "guest.os.id", equalTo("tiny"))
                .body("ip", equalTo("10.99.0.3"), "ip_origin", equalTo("agent"), "category", equalTo("linux")));

        sync("full");
        act(id, "stop");
        muster.admin()
                .get("/api/vms/" + id)
                .then()
                .body("guest.current", equalTo(false), "guest.host_name", equalTo("lab-001"));
    }

    @Test
    void everyActionIsCarriedOut() {
        ensureRunning("lab-001");
        int id = id("lab-001");

        act(id, "stop");
        assertThat(status(id)).isEqualTo("stopped");
        act(id, "start");
        assertThat(status(id)).isEqualTo("running");
        assertThat(lab.virsh("domstate", "lab-001").strip()).isEqualTo("running");
        act(id, "suspend");
        assertThat(status(id)).isEqualTo("paused");
        act(id, "resume");
        assertThat(status(id)).isEqualTo("running");
        act(id, "reset");
        act(id, "reboot");
        assertThat(status(id)).isEqualTo("running");
        act(id, "stop");
        act(id, "start");
        // A guest shuts down only once it is up.
        awaitAgent("lab-001");
        act(id, "shutdown");
        assertThat(status(id)).isEqualTo("stopped");
        assertThat(lab.virsh("domstate", "lab-001").strip()).isEqualTo("shut off");

        muster.admin().post("/api/vms/" + id + "/suspend").then().statusCode(409);
        assertThat(muster.admin().get("/api/tasks?vm=" + id).jsonPath().getList("tasks.state"))
                .hasSize(9)
                .containsOnly("completed");
    }

    @Test
    void aRefusalOfTheHypervisorIsAFailedTaskWithItsWords() throws Exception {
        lab.define("vanishing");
        sync("full");
        int id = id("vanishing");
        lab.virsh("undefine", "vanishing");

        String task = muster.admin()
                .queryParam("wait", 60)
                .post("/api/vms/" + id + "/start")
                .then()
                .extract()
                .path("task");

        assertThat(muster.admin().get(task).jsonPath().getString("state")).isEqualTo("failed");
        assertThat(muster.admin().get(task).jsonPath().getString("error")).isNotBlank();
        assertThat(status(id)).isEqualTo("stopped");
    }

    @Test
    void aFrozenLibvirtdLeavesTheLastKnownAndSaysSinceWhen() {
        ensureRunning("lab-000");
        int id = id("lab-000");

        lab.lab("freeze");
        sync("quick");
        Map<String, Object> frozen = vm("lab-000");
        assertThat(frozen).containsEntry("status", "running").containsEntry("stale", true);
        assertThat(frozen.get("stale_since")).isNotNull();
        assertThat(muster.admin().get("/api/sync/health").jsonPath().getBoolean("healthy"))
                .isFalse();
        lab.lab("thaw");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vm("lab-000")).containsEntry("stale", false));
        assertThat(vm("lab-000")).containsEntry("id", id).containsEntry("status", "running");
    }

    @Test
    void aFrozenGuestDelaysNoStatus() {
        ensureRunning("lab-000");
        ensureRunning("lab-002");
        lab.lab("freeze-guest", "lab-000");
        try {
            lab.virsh("destroy", "lab-002");
            sync("quick");
            assertThat(vm("lab-002")).containsEntry("status", "stopped").containsEntry("stale", false);
            assertThat(vm("lab-000")).containsEntry("status", "running").containsEntry("stale", false);
        } finally {
            lab.lab("thaw-guest", "lab-000");
        }
    }
}
