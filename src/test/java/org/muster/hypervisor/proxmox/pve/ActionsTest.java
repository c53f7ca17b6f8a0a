package org.muster.hypervisor.proxmox.pve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state behind the API: what actions do to it, and what their tasks say. */
class ActionsTest {

    private static final String VM = "/nodes/pve1/qemu/100";
    private static final String CT = "/nodes/pve1/lxc/200";

    private final ProxmoxDouble pve = ProxmoxDouble.start(
            Fleet.empty().with(Guest.qemu(100, "web", "pve1")).with(Guest.lxc(200, "dns", "pve1")));
    private final PveClient client = PveClient.full(pve);

    ActionsTest() {
        pve.clock().stop();
    }

    @AfterEach
    void close() {
        pve.close();
    }

    @Test
    void startedVmRunsWhenItsTaskIsOver() {
        String upid = client.post(VM + "/status/start", Map.of());
        assertThat(task(upid).getString("status")).isEqualTo("running");
        assertThat(pve.status(100)).isEqualTo("stopped");
        pve.clock().advance(Duration.ofSeconds(1));
        assertThat(task(upid)).containsEntry("exitstatus", Data.text("OK"));
        assertThat(current(VM)).containsEntry("status", Data.text("running"));
        assertThat(row(0)).containsEntry("status", Data.text("running"));
    }

    @Test
    void whatCannotStartSaysSoInItsTask() {
        pve.change(100, guest -> guest.config("lock", "backup"));
        assertThat(verdict("start")).isEqualTo("VM is locked (backup)");
        pve.change(100, guest -> guest.config("lock", null).withoutDisk());
        assertThat(verdict("start")).isEqualTo("volume 'local:100/vm-100-disk-0.qcow2' does not exist");
        pve.change(100, guest -> guest.status("running"));
        assertThat(verdict("start")).isEqualTo("VM 100 already running");
        pve.change(100, Guest::template);
        assertThat(verdict("start")).isEqualTo("you can't start a vm if it's a template");
    }

    @Test
    void pausedVmRunsForTheHostAndIsPausedForTheCluster() {
        pve.change(100, guest -> guest.status("running"));
        assertThat(verdict("suspend")).isEqualTo("OK");
        assertThat(current(VM))
                .containsEntry("status", Data.text("running"))
                .containsEntry("qmpstatus", Data.text("paused"));
        assertThat(row(0)).containsEntry("status", Data.text("paused"));
        assertThat(verdict("resume")).isEqualTo("OK");
        assertThat(row(0)).containsEntry("status", Data.text("running"));
    }

    @Test
    void vmThatSleepsOnDiskIsStoppedAndLockedUntilItIsResumed() {
        pve.change(100, guest -> guest.status("running"));
        assertThat(client.verdict(VM + "/status/suspend", Map.of("todisk", "1")))
                .isEqualTo("OK");
        assertThat(row(0)).containsEntry("status", Data.text("stopped")).containsEntry("lock", Data.text("suspended"));
        assertThat(verdict("resume")).isEqualTo("OK");
        assertThat(row(0)).containsEntry("status", Data.text("running")).doesNotContainKey("lock");
    }

    @Test
    void shutdownOfVmWithoutSystemFailsAfterItsTimeOrStopsItByForce() {
        pve.change(100, guest -> guest.status("running").system(false));
        Map<String, String> soon = Map.of("timeout", "2");
        String upid = client.post(VM + "/status/shutdown", soon);
        pve.clock().advance(Duration.ofSeconds(4));
        assertThat(task(upid).getString("status")).isEqualTo("running");
        pve.clock().advance(Duration.ofSeconds(1));
        assertThat(task(upid).getString("exitstatus")).isEqualTo("VM quit/powerdown failed - got timeout");
        assertThat(pve.status(100)).isEqualTo("running");
        String forced = client.verdict(VM + "/status/shutdown", Map.of("timeout", "2", "forceStop", "1"));
        assertThat(forced).isEqualTo("OK");
        assertThat(pve.status(100)).isEqualTo("stopped");
    }

    @Test
    void stopAndShutdownOfStoppedVmAreWellAndResetAndRebootAreRefused() {
        assertThat(verdict("stop")).isEqualTo("OK");
        assertThat(verdict("shutdown")).isEqualTo("OK");
        for (String action : new String[] {"reset", "reboot", "suspend", "resume"}) {
            HttpResponse<String> answer = client.ask("POST", VM + "/status/" + action, Map.of());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("VM 100 not running");
        }
    }

    @Test
    void rebootBeginsAnew() {
        pve.change(100, guest -> guest.status("running"));
        pve.clock().advance(Duration.ofHours(1));
        assertThat(current(VM).getInt("uptime")).isEqualTo(3600);
        String upid = client.post(VM + "/status/reboot", Map.of());
        pve.clock().advance(Duration.ofSeconds(1));
        assertThat(task(upid).getString("exitstatus")).isEqualTo("OK");
        assertThat(current(VM).getInt("uptime")).isLessThan(5);
    }

    @Test
    void containersStartAndStopAndHaveAddressesWhileTheyRun() {
        assertThat(client.verdict(CT + "/status/start", Map.of())).isEqualTo("OK");
        assertThat(client.get(CT + "/interfaces").asJsonArray()).hasSize(2);
        HttpResponse<String> again = client.ask("POST", CT + "/status/start", Map.of());
        assertThat(again.body()).contains("CT 200 already running");
        assertThat(client.ask("POST", CT + "/status/reset", Map.of()).statusCode())
                .isEqualTo(501);
        assertThat(client.verdict(CT + "/status/stop", Map.of())).isEqualTo("OK");
        assertThat(pve.status(200)).isEqualTo("stopped");
    }

    @Test
    void taskOfManagedVmIsOverBeforeItRuns() {
        pve.change(100, guest -> guest.haState("stopped"));
        String upid = client.post(VM + "/status/start", Map.of());
        assertThat(upid).contains(":hastart:");
        assertThat(task(upid).getString("exitstatus")).isEqualTo("OK");
        assertThat(current(VM)).containsEntry("status", Data.text("stopped"));
        pve.clock().advance(Duration.ofSeconds(1));
        assertThat(current(VM)).containsEntry("status", Data.text("running"));
    }

    @Test
    void tasksAreListedNewestFirst() {
        verdict("start");
        verdict("stop");
        assertThat(client.get("/nodes/pve1/tasks?vmid=100&limit=1").asJsonArray())
                .singleElement()
                .satisfies(task -> assertThat(task.asJsonObject()).containsEntry("type", Data.text("qmstop")));
        assertThat(client.get("/cluster/tasks").asJsonArray()).hasSize(2);
        HttpResponse<String> none =
                client.ask("GET", "/nodes/pve1/tasks/UPID:pve1:1:2:3:qmstart:1:root@pam:/status", Map.of());
        assertThat(none.statusCode()).isEqualTo(400);
    }

    private String verdict(String action) {
        return client.verdict(VM + "/status/" + action, Map.of());
    }

    private JsonObject task(String upid) {
        return client.get("/nodes/pve1/tasks/" + upid + "/status").asJsonObject();
    }

    private JsonObject current(String path) {
        return client.get(path + "/status/current").asJsonObject();
    }

    private JsonObject row(int index) {
        return client.get("/cluster/resources?type=vm").asJsonArray().getJsonObject(index);
    }
}
