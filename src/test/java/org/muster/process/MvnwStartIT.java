package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.it.FreePorts;
import org.muster.it.ListeningPorts;

/** The last step of {@code ./mvnw} alone, on the WAR that is built already. */
class MvnwStartIT {

    @TempDir
    Path home;

    @Test
    void listensWhereItSaysAndEndsWithMaven() throws Exception {
        int port = FreePorts.one();
        ProcessBuilder builder = new ProcessBuilder("./mvnw", "-B", "payara-micro:start")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("mvnw.log").toFile());
        builder.environment().put("MUSTER_PORT", String.valueOf(port));
        builder.environment().put("MUSTER_HOME", home.resolve("data").toString());
        Process maven = builder.start();
        try {
            Awaitility.await("Muster")
                    .atMost(Duration.ofMinutes(4))
                    .ignoreExceptions()
                    .until(() -> !maven.isAlive() || ready(port));
            assertThat(maven.isAlive())
                    .as(Files.readString(home.resolve("mvnw.log")))
                    .isTrue();

            ProcessHandle server = payara(maven);
            assertThat(ListeningPorts.of(server.pid())).containsExactly("loopback:" + port);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            Files.readString(home.resolve("mvnw.log")))
                    .contains("Muster is ready: http://127.0.0.1:" + port));

            maven.destroy();
            assertThat(maven.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.isAlive());
        } finally {
            List<ProcessHandle> all = maven.descendants().toList();
            maven.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aTakenPortEndsInOneLineAndAFailure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessBuilder builder = new ProcessBuilder("./mvnw", "-B", "exec:exec@port", "payara-micro:start")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("mvnw.log").toFile());
            builder.environment().put("MUSTER_PORT", String.valueOf(taken.getLocalPort()));
            Process maven = builder.start();
            try {
                assertThat(maven.waitFor(4, TimeUnit.MINUTES)).isTrue();
                assertThat(maven.exitValue()).isNotZero();
                assertThat(Files.readString(home.resolve("mvnw.log")))
                        .contains("Muster can't listen on 127.0.0.1:" + taken.getLocalPort())
                        .contains("MUSTER_PORT")
                        .doesNotContainPattern("(?m)^\\s+at ");
            } finally {
                List<ProcessHandle> all = maven.descendants().toList();
                maven.destroyForcibly();
                all.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static boolean ready(int port) throws Exception {
        URI health = URI.create("http://127.0.0.1:" + port + "/health/ready");
        return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == 200;
    }

    private static ProcessHandle payara(Process maven) {
        return maven.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("payara-micro-"))
                .findFirst()
                .orElseThrow();
    }
}
