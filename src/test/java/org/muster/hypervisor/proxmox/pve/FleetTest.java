package org.muster.hypervisor.proxmox.pve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clusters of any size and version: what they answer fits the schema. */
class FleetTest {

    private static final List<String> PATHS = List.of(
            "/version",
            "/cluster/resources",
            "/cluster/resources?type=vm",
            "/cluster/status",
            "/cluster/tasks",
            "/cluster/nextid",
            "/nodes",
            "/nodes/pve1/status",
            "/nodes/pve1/storage",
            "/nodes/pve1/qemu",
            "/nodes/pve1/lxc",
            "/nodes/pve1/tasks?source=all",
            "/nodes/pve1/version",
            "/pools",
            "/access/permissions",
            "/access/ticket",
            "/nodes/pve1/qemu/100/config",
            "/nodes/pve1/qemu/100/status/current",
            "/nodes/pve1/qemu/100/snapshot",
            "/nodes/pve1/qemu/100/rrddata?timeframe=day",
            "/nodes/pve1/qemu/100/agent/network-get-interfaces",
            "/nodes/pve1/qemu/100/agent/get-osinfo",
            "/nodes/pve1/qemu/100/agent/get-host-name",
            "/nodes/pve1/qemu/100/agent/get-fsinfo",
            "/nodes/pve1/qemu/100/agent/get-users",
            "/nodes/pve1/lxc/109/config",
            "/nodes/pve1/lxc/109/status/current",
            "/nodes/pve1/lxc/109/interfaces",
            "/nodes/pve1/lxc/109/snapshot");

    @ParameterizedTest
    @EnumSource
    void everyReadRouteFitsTheSchema(Dialect dialect) {
        Schema schema = new Schema();
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 30).dialect(dialect))) {
            pve.change(100, guest -> guest.pool("prod").haState("started").config("tags", "a;b"));
            pve.change(109, guest -> guest.status("running"));
            PveClient client = PveClient.full(pve);
            client.post("/nodes/pve1/qemu/101/status/stop", Map.of());
            for (String path : PATHS) {
                Schema.Match match = requireNonNull(schema.match("GET", path.replaceFirst("\\?.*", "")));
                assertThat(Fit.misfits(match.answer(), client.get(path)))
                        .as(path)
                        .isEmpty();
            }
            assertThat(client.get("/version").asJsonObject().getString("version"))
                    .isEqualTo(dialect.version);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsSpeakTheVersionsDialect(Dialect dialect) {
        String agent = "/nodes/pve1/qemu/100/agent/get-osinfo";
        try (ProxmoxDouble pve =
                ProxmoxDouble.start(Fleet.of(1, 1).dialect(dialect).token("muster@pve!t", true))) {
            HttpResponse<String> missing = PveClient.full(pve).ask("GET", "/nodes/pve1/qemu/555/config", Map.of());
            assertThat(missing.statusCode()).isEqualTo(500);
            assertThat(missing.body().contains("does not exist")).isEqualTo(dialect == Dialect.PVE_9);
            pve.grant("muster@pve!t", "/", List.of("VM.Monitor"));
            PveClient token = PveClient.token(pve, pve.token("muster@pve!t"));
            assertThat(token.ask("GET", agent, Map.of()).statusCode()).isEqualTo(dialect == Dialect.PVE_9 ? 403 : 200);
            pve.grant("muster@pve!t", "/", List.of("VM.GuestAgent.Audit"));
            assertThat(token.ask("GET", agent, Map.of()).statusCode()).isEqualTo(dialect == Dialect.PVE_9 ? 200 : 403);
        }
    }

    @Test
    void fiveThousandVmsComeInOneAnswer() {
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(5, 5000))) {
            assertThat(PveClient.full(pve).get("/cluster/resources?type=vm").asJsonArray())
                    .hasSize(5000);
            assertThat(pve.requests()).containsExactly(Map.entry("GET /cluster/resources", 1));
            pve.forget();
            assertThat(pve.requests()).isEmpty();
        }
    }

    @Test
    void clusterLearnsOfAChangeWhenItsNodeTells() {
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 1).lag(Duration.ofSeconds(10)))) {
            pve.clock().stop();
            pve.change(100, guest -> guest.status("paused"));
            assertThat(row(pve).getString("status")).isEqualTo("running");
            pve.clock().advance(Duration.ofSeconds(11));
            assertThat(row(pve).getString("status")).isEqualTo("paused");
            pve.forgetWhatNodesTold();
            assertThat(row(pve)).containsEntry("status", Data.text("unknown")).doesNotContainKey("name");
            pve.clock().advance(Duration.ofSeconds(11));
            assertThat(row(pve).getString("status")).isEqualTo("paused");
        }
    }

    @Test
    void agentsThatDoNotAnswerTakeAWorkerEach() {
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 9))) {
            pve.times(Duration.ZERO, Duration.ofMillis(300), Duration.ZERO);
            List<Integer> silent = List.of(100, 101, 103);
            silent.forEach(vmid -> pve.change(vmid, guest -> guest.agent(Agent.SILENT)));
            PveClient client = PveClient.full(pve);
            List<HttpResponse<String>> answers = Stream.concat(silent.stream(), silent.stream())
                    .parallel()
                    .map(vmid -> client.ask("GET", "/nodes/pve1/qemu/" + vmid + "/agent/get-osinfo", Map.of()))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).contains("agent is not running"));
            assertThat(pve.mostAgentsAtOnce("pve1")).isPositive();
            assertThat(pve.mostAtOnce("pve1")).isZero();
        }
    }

    @Test
    void agentSaysWhatItKnows() {
        String path = "/nodes/pve1/qemu/100/agent/network-get-interfaces";
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 3))) {
            PveClient client = PveClient.full(pve);
            pve.change(100, guest -> guest.addresses("10.1.2.3", "fe80::1"));
            assertThat(client.get(path).toString()).contains("10.1.2.3", "fe80::1", "bc:24:11:00:00:64");
            pve.change(100, guest -> guest.agent(Agent.KNOWS_NOTHING));
            assertThat(client.get(path).toString()).contains("CommandNotFound");
            pve.change(100, guest -> guest.status("stopped"));
            assertThat(client.ask("GET", path, Map.of()).body()).contains("VM 100 is not running");
        }
    }

    @Test
    void vmThatMovedIsMissingWhereItWas() {
        try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 2))) {
            pve.change(100, guest -> guest.node("pve2"));
            PveClient client = PveClient.full(pve);
            HttpResponse<String> old = client.ask("GET", "/nodes/pve1/qemu/100/config", Map.of());
            assertThat(old.body()).contains("Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist");
            assertThat(client.get("/nodes/pve2/qemu/100/config")).isNotEqualTo(JsonValue.NULL);
        }
    }

    private static JsonObject row(ProxmoxDouble pve) {
        return PveClient.full(pve)
                .get("/cluster/resources?type=vm")
                .asJsonArray()
                .getJsonObject(0);
    }
}
