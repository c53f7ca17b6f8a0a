package org.muster.hypervisor.proxmox.pve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong when a test says so, and only that. */
class FaultsTest {

    private static final String RESOURCES = "/cluster/resources?type=vm";
    private static final String ROUTE = "GET /cluster/resources";

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 30));
    private final PveClient client = PveClient.full(pve);

    @AfterEach
    void close() {
        pve.close();
    }

    @Test
    void oneRouteHangsUntilItIsHealedAndTheOthersAnswer() {
        pve.fault(ROUTE, Fault.HANG);
        CompletableFuture<JsonValue> answer = CompletableFuture.supplyAsync(() -> client.get(RESOURCES));
        await().atMost(Duration.ofSeconds(60)).until(() -> pve.count(ROUTE) == 1);
        assertThat(client.get("/version")).isNotEqualTo(JsonValue.NULL);
        assertThat(answer).isNotDone();
        pve.heal();
        assertThat(answer.join().asJsonArray()).hasSize(30);
    }

    @Test
    void frozenServerTakesConnectionsAndShakesNoHands() throws IOException {
        pve.freeze();
        try (Socket socket = new Socket("127.0.0.1", pve.port())) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write(new byte[] {0x16, 9, 9, 0, 1, 9});
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
        pve.heal();
        assertThat(client.get("/version")).isNotEqualTo(JsonValue.NULL);
    }

    @Test
    void routeAnswersWhatATestPutsInItsPlace() {
        pve.answer(ROUTE, 418, "no teapot", "{\"data\":7");
        HttpResponse<String> answer = client.ask("GET", RESOURCES, Map.of());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("{\"data\":7");
        assertThat(client.get("/version")).isNotEqualTo(JsonValue.NULL);
        pve.heal();
        assertThat(client.get(RESOURCES).asJsonArray()).hasSize(30);
    }

    @Test
    void answerThatIsCutIsAnErrorThoughTheWorkWasDone() {
        pve.fault(Fault.CUT);
        assertThatThrownBy(() -> client.post("/nodes/pve1/qemu/102/status/start", Map.of()))
                .isInstanceOf(UncheckedIOException.class);
        pve.heal();
        pve.clock().advance(Duration.ofSeconds(1));
        assertThat(pve.status(102)).isEqualTo("running");
    }

    @Test
    void truncatedJsonIsWholeHttp() {
        pve.fault(Fault.TRUNCATED);
        HttpResponse<String> answer = client.ask("GET", RESOURCES, Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Data.parse(answer.body())).isInstanceOf(JsonException.class);
    }

    @Test
    void endlessBodiesComeAsLongAsTheyAreRead() throws IOException {
        pve.fault(Fault.ENDLESS);
        assertThat(readable(false)).isEqualTo(5_000_000);
        pve.fault(Fault.BOMB);
        assertThat(readable(true)).isEqualTo(5_000_000);
    }

    @Test
    void dripComesByteByByte() throws IOException {
        pve.fault(Fault.DRIP);
        try (SSLSocket socket = Sockets.ask(pve, "GET /api2/json/version", "")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(socket.getInputStream().read()).isEqualTo('T');
        }
    }

    @Test
    void errorsWithoutBody() {
        Map.of(Fault.PROXY_595, 595, Fault.PROXY_596, 596, Fault.EMPTY_500, 500).forEach((fault, status) -> {
            pve.fault(fault);
            HttpResponse<String> answer = client.ask("GET", "/version", Map.of());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
        });
        assertThat(Fault.PMXCFS_DEAD.instead(Duration.ofSeconds(3)))
                .isEqualTo(Reply.bare(500, "Internal Server Error").after(Duration.ofSeconds(3)));
    }

    @Test
    void listsThatLie() {
        pve.fault(ROUTE, Fault.EMPTY_LIST);
        assertThat(client.get(RESOURCES).asJsonArray()).isEmpty();
        pve.fault(ROUTE, Fault.GAPS);
        assertThat(client.get(RESOURCES).asJsonArray()).hasSize(20);
        pve.fault(ROUTE, Fault.ALL_UNKNOWN);
        assertThat(rows()).hasSize(30).allSatisfy(row -> assertThat(row)
                .containsEntry("status", Data.text("unknown"))
                .containsOnlyKeys("id", "type", "vmid", "node", "status"));
        pve.fault(Fault.PAGE);
        assertThat(client.ask("GET", RESOURCES, Map.of()).body()).startsWith("<!doctype html>");
    }

    @Test
    void vmsOfANodeThatIsGoneAreListedAsBeforeThenUnknown() {
        pve.clock().stop();
        pve.offline("pve2");
        assertThat(client.ask("GET", "/nodes/pve2/qemu/101/config", Map.of()).statusCode())
                .isEqualTo(595);
        assertThat(statusOf(101)).isEqualTo("running");
        pve.clock().advance(Duration.ofSeconds(301));
        assertThat(statusOf(101)).isEqualTo("unknown");
        assertThat(statusOf(100)).isEqualTo("running");
        assertThat(client.get("/nodes").asJsonArray().getJsonObject(1)).containsEntry("status", Data.text("offline"));
        pve.online("pve2");
        assertThat(statusOf(101)).isEqualTo("running");
        HttpResponse<String> nobody = client.ask("GET", "/nodes/nope/qemu/101/config", Map.of());
        assertThat(nobody.body()).contains("hostname lookup 'nope' failed");
    }

    @Test
    void deadServerRefusesAndComesBackOnItsPort() {
        int port = pve.port();
        client.get("/version");
        pve.die();
        assertThatThrownBy(() -> client.get("/version")).isInstanceOf(UncheckedIOException.class);
        pve.heal();
        assertThat(pve.port()).isEqualTo(port);
        assertThat(client.get("/version")).isNotEqualTo(JsonValue.NULL);
    }

    @Test
    void otherAddressOfTheClusterHasFaultsAndCountsOfItsOwn() {
        try (ProxmoxDouble other = pve.also("pve2")) {
            pve.fault(Fault.EMPTY_500);
            JsonValue status = PveClient.full(other).get("/cluster/status");
            assertThat(status.asJsonArray().getJsonObject(2)).containsEntry("local", Data.number(1));
            assertThat(other.requests()).containsExactly(Map.entry("GET /cluster/status", 1));
            assertThat(pve.requests()).isEmpty();
        }
    }

    private long readable(boolean packed) throws IOException {
        try (SSLSocket socket = Sockets.ask(pve, "GET /api2/json/version", "")) {
            InputStream in = socket.getInputStream();
            assertThat(Sockets.head(in)).contains(packed ? "gzip" : "200 OK");
            InputStream body = packed ? new GZIPInputStream(in) : in;
            return body.readNBytes(5_000_000).length;
        }
    }

    private List<JsonObject> rows() {
        return client.get(RESOURCES).asJsonArray().getValuesAs(JsonObject.class);
    }

    private String statusOf(int vmid) {
        return rows().stream()
                .filter(row -> row.getInt("vmid") == vmid)
                .findFirst()
                .orElseThrow()
                .getString("status");
    }
}
