package org.muster.hypervisor.proxmox.pve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP and TLS as pveproxy has them. */
class TransportTest {

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 10));
    private final PveClient client = PveClient.full(pve);

    @AfterEach
    void close() {
        pve.close();
    }

    @Test
    void whatPveproxyDoesNotTakeIsRefused() throws IOException {
        String start = "POST /api2/json/nodes/pve1/qemu/100/status/stop";
        assertThat(status(start, "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).isEqualTo(501);
        assertThat(status("DELETE /api2/json/nodes/pve1/qemu/100", "Content-Length: 1\r\n\r\na"))
                .isEqualTo(501);
        assertThat(status(start, "Content-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>"))
                .isEqualTo(506);
        assertThat(status("GET /elsewhere", "")).isEqualTo(404);
        assertThat(status("GET /api2/json/version", "X: y\r\n".repeat(70) + "\r\n"))
                .isEqualTo(200);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            many.append("X").append(i).append(": y\r\n");
        }
        assertThat(status("GET /api2/json/version", many + "\r\n")).isEqualTo(400);
    }

    @Test
    void parametersMayComeAsJsonAndSemicolonsPartThem() throws IOException {
        String json = "{\"timeout\":3,\"forceStop\":true}";
        assertThat(status(
                        "POST /api2/json/nodes/pve1/qemu/100/status/shutdown",
                        "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json))
                .isEqualTo(200);
        assertThat(pve.lately()).last().isEqualTo("POST /nodes/pve1/qemu/100/status/shutdown {forceStop=1, timeout=3}");
        assertThat(client.ask("GET", "/cluster/resources?type=vm;x=1", Map.of()).body())
                .contains("property is not defined in schema");
    }

    @Test
    void plainHttpIsRedirected() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", pve.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Sockets.head(socket.getInputStream()))
                    .startsWith("HTTP/1.1 301")
                    .contains(pve.address());
        }
    }

    @Test
    void longAnswersArePackedIfWanted() {
        HttpResponse<String> plain = client.ask("GET", "/cluster/resources", Map.of());
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        HttpResponse<String> packed =
                PveClient.full(pve).with("Accept-Encoding", "gzip").ask("GET", "/cluster/resources", Map.of());
        assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    }

    @Test
    void connectionGoesOnAfterAnAnswerAndEndsWithAnError() throws IOException {
        String twice = "\r\nGET /api2/json/nosuch HTTP/1.1\r\nAuthorization: PVEAPIToken=" + pve.token() + "\r\n\r\n";
        try (SSLSocket socket = Sockets.ask(pve, "GET /api2/json/version", twice)) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(all).contains("HTTP/1.1 200 OK", "HTTP/1.1 501 Method 'GET /nosuch' not implemented");
        }
    }

    @Test
    void certificateIsTheOneThatItsFingerprintSays() throws IOException {
        JsonObject node = client.get("/nodes").asJsonArray().getJsonObject(0);
        assertThat(node.getString("ssl_fingerprint"))
                .isEqualTo(pve.fingerprint())
                .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        Certificate expired = Certificate.selfSigned("elsewhere.example", past, past.plus(Duration.ofDays(1)));
        pve.certificate(expired);
        assertThat(pve.fingerprint()).isEqualTo(expired.fingerprint()).isNotEqualTo(node.getString("ssl_fingerprint"));
        X509Certificate seen = expired.x509();
        assertThat(seen.getNotAfter()).isEqualTo(Date.from(past.plus(Duration.ofDays(1))));
        assertThat(seen.getSubjectX500Principal().getName()).isEqualTo("CN=elsewhere.example");
    }

    @Test
    void extjsAnswersAlwaysWithStatus200() {
        String body = client.send("/api2/extjs/nodes/pve1/qemu/555/config", "GET", Map.of())
                .body();
        assertThat(Data.parse(body).asJsonObject())
                .containsEntry("success", Data.number(0))
                .containsEntry("status", Data.number(500));
    }

    private int status(String line, String headersAndBody) throws IOException {
        try (SSLSocket socket = Sockets.ask(pve, line, headersAndBody)) {
            return Integer.parseInt(Sockets.head(socket.getInputStream()).split(" ")[1]);
        }
    }
}
