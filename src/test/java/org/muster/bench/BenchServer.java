package org.muster.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Payara Micro process of its own with one WAR and the production switches that the README states. */
final class BenchServer implements AutoCloseable {

    /** The switches of production: C2, one collector thread for two cores. */
    static final List<String> SWITCHES =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-Djna.encoding=UTF-8");

    static final String PASSWORD = "bench-only-1234567";

    /** The administrator's Authorization header. */
    static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static final long PATIENCE_MS = 180_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Process process;
    private final int port;
    private final Path folder;
    private final long started = System.nanoTime();
    private double readyMs;

    private BenchServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /**
     * Starts a server and waits until {@code readyPath} answers 200.
     *
     * @param environment settings of Muster
     */
    static BenchServer start(Path war, String readyPath, Map<String, String> environment) throws Exception {
        int port = freePort();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "server");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(SWITCHES);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                "-jar",
                required("muster.bench.payara"),
                "--prebootcommandfile",
                preboot(folder).toString(),
                "--logproperties",
                Path.of(required("muster.bench.config"), "logging.properties").toString(),
                "--port",
                String.valueOf(port),
                "--nohazelcast",
                "--nocluster",
                "--disablephonehome",
                "--deploy",
                war.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment()
                .put("MUSTER_HOME", folder.resolve("data").toAbsolutePath().toString());
        builder.environment().put("MUSTER_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("MUSTER_ACCESS_BASIC", "true");
        for (String brake : List.of("LIVE", "EXPORT", "TRIGGER")) {
            builder.environment().put("MUSTER_ACCESS_" + brake + "_PER_MINUTE", "0");
        }
        builder.environment().putAll(environment);
        BenchServer server = new BenchServer(builder.start(), port, folder);
        server.awaitReady(readyPath);
        return server;
    }

    /** The WAR that was built. */
    static Path war() {
        return Path.of(required("muster.bench.war"));
    }

    private static Path preboot(Path folder) throws IOException {
        Path configured = Path.of(required("muster.bench.config"), "preboot.asadmin");
        Path own = folder.resolve("preboot.asadmin").toAbsolutePath();
        return Files.writeString(own, Files.readString(configured).replace("${muster.address}", "127.0.0.1"));
    }

    private void awaitReady(String path) throws Exception {
        long until = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (System.nanoTime() < until) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended; see " + folder.resolve("server.log"));
            }
            if (status(path) == 200) {
                readyMs = (System.nanoTime() - started) / 1e6;
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        close();
        throw new IllegalStateException(path + " did not answer 200; see " + folder.resolve("server.log"));
    }

    private int status(String path) throws InterruptedException {
        try {
            return http.send(request(path).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** From the process's start to ready, ms. */
    double readyMs() {
        return readyMs;
    }

    /** The address of a path. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The answer's body as the administrator sees it. */
    String get(String path) throws Exception {
        return send(request(path).build());
    }

    /** The answer's body as somebody else sees it, by his Authorization header. */
    String get(String path, String authorization) throws Exception {
        return send(request(path).setHeader("Authorization", authorization).build());
    }

    /** Reads an answer of that media type to its end, as the administrator; how many bytes it has. */
    long download(String path, String type) throws Exception {
        var answer = http.send(request(path).header("Accept", type).build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            long length = body.transferTo(OutputStream.nullOutputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode());
            }
            return length;
        }
    }

    /** Posts JSON as the administrator. */
    String post(String path, String json) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Puts JSON as the administrator. */
    String put(String path, String json) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Deletes as the administrator. */
    void delete(String path) throws Exception {
        send(request(path).DELETE().build());
    }

    private String send(HttpRequest request) throws Exception {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60)).header("Authorization", BASIC);
    }

    /** Processor time that the process has used, ms: tells more than wall time on a machine that is busy otherwise. */
    double cpuMs() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0; // in hundredths of a second
    }

    /** Resident memory of the process now, MiB. */
    double rssMib() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A system property that the profile sets. */
    static String required(String key) {
        String value = System.getProperty(key, "");
        if (value.isEmpty() || value.contains("${")) {
            throw new IllegalStateException(key + " is not set; run: ./mvnw verify -Pbench");
        }
        return value;
    }
}
