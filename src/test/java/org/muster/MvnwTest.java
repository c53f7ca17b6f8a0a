package org.muster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code mvnw}: whose Maven runs, and what a download must be. Files come from a server in this test. */
class MvnwTest {

    private static final List<String> DOWNLOAD_TOOLS = List.of("curl", "wget");
    private static final List<String> SUM_TOOLS = List.of("sha512sum", "shasum");
    private static final List<String> OTHER_TOOLS =
            List.of("sh", "sed", "head", "mkdir", "mktemp", "rm", "tar", "gzip", "mv", "env", "perl", "bash");

    @TempDir
    Path folder;

    private HttpServer server;
    private final AtomicInteger downloads = new AtomicInteger();
    private byte[] tarball;
    private byte[] served;

    @BeforeEach
    void serveFakeMaven() throws Exception {
        tarball = fakeMaven();
        served = tarball;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/3.9.11/binaries/apache-maven-3.9.11-bin.tar.gz", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, served.length);
            exchange.getResponseBody().write(served);
            exchange.close();
        });
        server.start();
        Files.createDirectories(folder.resolve("path"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.9.11", "3.10.0", "4.0.0-rc-4", "\u001b[1mApache Maven 3.8.7"})
    void newMavenOnThePathIsUsed(String version) throws Exception {
        mavenOnThePath(version);

        Ended run = mvnw("verify", "-Dx=a b");

        assertThat(run.output()).isEqualTo("path verify -Dx=a b\n");
        assertThat(downloads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.3", "2.2.1", "3.0"})
    void oldMavenOnThePathIsPassedOver(String version) throws Exception {
        mavenOnThePath(version);

        assertThat(mvnw("verify", "-Dx=a b").output()).endsWith("downloaded verify -Dx=a b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl sha512sum", "curl shasum", "wget sha512sum", "wget shasum"})
    void missingMavenIsDownloadedOnce(String tools) throws Exception {
        Map<String, String> environment = environment(tools.split(" "));

        assertThat(run(environment, "one").output()).endsWith("downloaded one\n");
        assertThat(run(environment, "two").output()).isEqualTo("downloaded two\n");
        assertThat(downloads).hasValue(1);
        assertThat(home().list()).containsExactly("apache-maven-3.9.11");
    }

    @Test
    void tamperedDownloadIsRefusedAndLeavesNothing() throws Exception {
        served = tarball.clone();
        served[served.length / 2] ^= 1;

        Ended run = mvnw("verify");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("is not the expected file").doesNotContain("downloaded verify");
        assertThat(home().list()).isEmpty();
    }

    @Test
    void withoutTheTestsSumTheScriptsOwnPinHolds() throws Exception {
        Map<String, String> environment = environment("curl", "sha512sum");
        Map<String, String> own = new HashMap<>(environment);
        own.remove("MUSTER_MVNW_SHA512");

        Ended run = run(own, "verify");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("is not the expected file");
    }

    @Test
    void cutOffDownloadLeavesNothing() throws Exception {
        server.stop(0);

        Ended run = mvnw("verify");

        assertThat(run.code()).isEqualTo(1);
        assertThat(lastLine(run)).startsWith("mvnw: could not download http://");
        assertThat(home().list()).isEmpty();
    }

    @Test
    void withoutAnyDownloaderOneLineSaysSo() throws Exception {
        Ended run = run(environment("sha512sum"), "verify");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("mvnw: needs curl or wget");
        assertThat(home().list()).isEmpty();
    }

    @Test
    void withoutAJdkOneLineSaysSo() throws Exception {
        Map<String, String> environment = new HashMap<>(environment("curl", "sha512sum"));
        environment.put("JAVA_HOME", folder.toString());

        Ended run = run(environment, "verify");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).startsWith("mvnw: JAVA_HOME=").hasLineCount(1);
    }

    private record Ended(int code, String output) {}

    private static String lastLine(Ended run) {
        List<String> lines = run.output().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private File home() {
        return folder.resolve("home").toFile();
    }

    private Ended mvnw(String... arguments) throws Exception {
        return run(environment("curl", "sha512sum"), arguments);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", Path.of("mvnw").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    /** A PATH with nothing on it but what the script may need and the tools named. */
    private Map<String, String> environment(String... tools) throws IOException {
        for (String tool : OTHER_TOOLS) {
            link(tool);
        }
        for (String tool : tools) {
            assertThat(DOWNLOAD_TOOLS.contains(tool) || SUM_TOOLS.contains(tool))
                    .isTrue();
            link(tool);
        }
        return Map.of(
                "PATH", folder.resolve("path").toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "MUSTER_MVNW_HOME", folder.resolve("home").toString(),
                "MUSTER_MVNW_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                "MUSTER_MVNW_SHA512", sha512(tarball));
    }

    private void link(String tool) throws IOException {
        Path real = Path.of("/usr/bin", tool);
        if (!Files.exists(real)) {
            real = Path.of("/bin", tool);
        }
        assertThat(real)
                .as("tool of the machine; on Debian: apt-get install curl wget perl")
                .exists();
        script(folder.resolve("path").resolve(tool), "exec " + real + " \"$@\"");
    }

    private void mavenOnThePath(String version) throws IOException {
        String says = version.contains("Apache Maven") ? version : "Apache Maven " + version;
        script(folder.resolve("path/mvn"), "[ \"$1\" = --version ] && echo '" + says + " (abc)' || echo path \"$@\"");
    }

    private byte[] fakeMaven() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("pack/apache-maven-3.9.11/bin"));
        script(bin.resolve("mvn"), "echo downloaded \"$@\"");
        Path file = folder.resolve("fake.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        file.toString(),
                        "-C",
                        folder.resolve("pack").toString(),
                        "apache-maven-3.9.11")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String sha512(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
