package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a double as anybody would, and trusts its certificate alone. */
final class PveClient {

    private final ProxmoxDouble pve;
    private final HttpClient http;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private PveClient(ProxmoxDouble pve) {
        this.pve = pve;
        http = HttpClient.newBuilder().sslContext(trusting(pve.certificate())).build();
    }

    static PveClient anonymous(ProxmoxDouble pve) {
        return new PveClient(pve);
    }

    static PveClient token(ProxmoxDouble pve, String token) {
        return new PveClient(pve).with("Authorization", "PVEAPIToken=" + token);
    }

    /** May everything. */
    static PveClient full(ProxmoxDouble pve) {
        return token(pve, pve.token());
    }

    PveClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Logs in; sends the ticket from now on, and the CSRF token if wanted. */
    PveClient login(String user, String password, boolean csrf) {
        JsonObject data = data(ask("POST", "/access/ticket", Map.of("username", user, "password", password)))
                .asJsonObject();
        with("Cookie", "PVEAuthCookie=" + URLEncoder.encode(data.getString("ticket"), StandardCharsets.UTF_8));
        return csrf ? with("CSRFPreventionToken", data.getString("CSRFPreventionToken")) : this;
    }

    JsonValue get(String path) {
        return data(ask("GET", path, Map.of()));
    }

    /** The UPID of the task that it begins. */
    String post(String path, Map<String, String> form) {
        return Data.plain(data(ask("POST", path, form)));
    }

    /** The whole way: begins a task, lets the cluster's time pass, and returns the verdict. */
    String verdict(String path, Map<String, String> form) {
        String upid = post(path, form);
        pve.clock().advance(Duration.ofMinutes(5));
        String node = upid.split(":")[1];
        return get("/nodes/" + node + "/tasks/" + upid + "/status")
                .asJsonObject()
                .getString("exitstatus", "running");
    }

    static JsonValue data(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        JsonValue data = Data.parse(response.body()).asJsonObject().get("data");
        return data == null ? JsonValue.NULL : data;
    }

    HttpResponse<String> ask(String method, String path, Map<String, String> form) {
        return send("/api2/json" + path, method, form);
    }

    HttpResponse<String> send(String path, String method, Map<String, String> form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pve.address() + path))
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(encoded(form)));
        headers.forEach(request::header);
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static SSLContext trusting(Certificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("pve", certificate.x509());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
