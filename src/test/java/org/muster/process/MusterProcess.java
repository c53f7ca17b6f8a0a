package org.muster.process;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.muster.it.FreePorts;

/**
 * Muster in a process of its own, to be killed: Payara Micro with the switches that docs/operate.md names for production,
 * the WAR that the build made, and its folder where the test wants it. What it prints is in {@code muster.log} there.
 */
public final class MusterProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Process process;
    private final Path home;
    private final int port;

    private MusterProcess(Process process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.port = port;
    }

    /**
     * Starts it on a free port of the loopback address. Call {@link #awaitReady} next.
     *
     * @param home Muster's folder, which may hold an earlier run's database
     * @param environment added to the test's own, such as {@code MUSTER_DEMO_VMS}
     */
    public static MusterProcess start(Path home, Map<String, String> environment) throws IOException {
        int port = FreePorts.one();
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.net.preferIPv4Stack=true",
                "-Djna.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary));
        String config = System.getProperty("muster.test.payara.config");
        command.addAll(List.of("-jar", System.getProperty("muster.test.payara")));
        command.addAll(List.of("--port", String.valueOf(port)));
        command.addAll(List.of("--nohazelcast", "--nocluster", "--disablephonehome"));
        command.addAll(List.of("--prebootcommandfile", config + "/preboot.asadmin"));
        command.addAll(List.of("--logproperties", config + "/logging.properties"));
        command.addAll(List.of("--deploy", System.getProperty("muster.test.war")));
        return new MusterProcess(started(command, home, environment), home, port);
    }

    private static Process started(List<String> command, Path home, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        File log = home.resolve("muster.log").toFile();
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("MUSTER_HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** Waits until it says that it is ready to be asked. */
    public MusterProcess awaitReady() {
        Awaitility.await("Muster, see " + home.resolve("muster.log"))
                .atMost(LONGEST_START)
                .ignoreExceptions()
                .until(() ->
                        !process.isAlive() || anonymous().get("/health/ready").statusCode() == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("Muster ended: see " + home.resolve("muster.log"));
        }
        return this;
    }

    /** A request without credentials. */
    public RequestSpecification anonymous() {
        return given().baseUri("http://127.0.0.1").port(port).redirects().follow(false);
    }

    /** A request by the administrator with the password of the build's tests. */
    public RequestSpecification admin() {
        return admin(System.getProperty("muster.test.password", ""));
    }

    /** A request by the administrator. */
    public RequestSpecification admin(String password) {
        return anonymous().auth().preemptive().basic("admin", password);
    }

    /** A request with that token. */
    public RequestSpecification bearer(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    /** The port that it answers on. */
    public int port() {
        return port;
    }

    /** Ends it in the middle of whatever it does ({@code kill -9}). */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Asks it to end ({@code kill -TERM}) and waits until it has.
     *
     * @return whether it did within half a minute
     */
    public boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
