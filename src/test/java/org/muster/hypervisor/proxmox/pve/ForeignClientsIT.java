package org.muster.hypervisor.proxmox.pve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others wrote for Proxmox VE take the double for one: in src/test/clients. */
class ForeignClientsIT {

    private static final Path SOURCES = Path.of("src/test/clients").toAbsolutePath();

    private static Path folder = Path.of("");

    private final ProxmoxDouble pve =
            ProxmoxDouble.start(Fleet.of(1, 30)).times(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300));

    @BeforeAll
    static void install(@TempDir Path fresh) throws Exception {
        folder = fresh;
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        run(new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    }

    @BeforeEach
    void writeCertificate() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), pve.certificate().pem());
    }

    @AfterEach
    void close() {
        pve.close();
    }

    @Test
    void cv4pveReadsAndActsByTokenAndByTicket() throws Exception {
        JsonObject said = tell("node", "cv4pve.cjs");
        for (String way : List.of("token", "ticket")) {
            assertStory(said.getJsonObject(way));
            assertThat(said.getJsonObject(way).getBoolean("finished")).isTrue();
        }
        assertThat(said.getBoolean("login")).isTrue();
        assertThat(said.getBoolean("refused")).isFalse();
    }

    @Test
    void proxmoxApiReadsAndActsByTokenAndByTicket() throws Exception {
        JsonObject said = tell("node", "proxmox-api.cjs");
        for (String way : List.of("token", "ticket")) {
            assertStory(said.getJsonObject(way));
            assertThat(said.getJsonObject(way).getString("agent")).isEqualTo("10.0.0.100");
        }
        assertThat(said.getString("refused")).contains("Failed");
    }

    @Test
    void proxmoxerReadsAndActsByTokenAndByTicket() throws Exception {
        JsonObject said = tell("/usr/bin/python3", "proxmoxer-story.py");
        for (String way : List.of("token", "ticket")) {
            assertStory(said.getJsonObject(way));
            assertThat(said.getJsonObject(way).getJsonArray("log").getString(0)).isEqualTo("TASK OK");
        }
        assertThat(said.getString("refused")).contains("Couldn't authenticate user");
    }

    private static void assertStory(JsonObject story) {
        assertThat(story.getString("version")).isEqualTo("9.2.11");
        assertThat(story.getInt("vms")).isEqualTo(30);
        assertThat(story.getString("name")).isEqualTo("vm-102");
        assertThat(story.getString("memory")).isEqualTo("2048");
        assertThat(story.getString("upid")).isEqualTo("UPID");
        assertThat(story.getString("exit")).isEqualTo("OK");
        assertThat(story.getString("status")).isEqualTo("running");
        assertThat(story.getString("missing"))
                .contains("500", "Configuration file 'nodes/pve1/qemu-server/555.conf' does not exist");
    }

    private JsonObject tell(String... command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PVE_PORT", String.valueOf(pve.port()));
        process.environment().put("PVE_TOKEN", pve.token());
        process.environment().put("PVE_USER", "root@pam");
        process.environment().put("PVE_PASSWORD", Fleet.ROOT_PASSWORD);
        process.environment().put("PVE_CA", folder.resolve("ca.pem").toString());
        process.environment()
                .put("NODE_EXTRA_CA_CERTS", folder.resolve("ca.pem").toString());
        return Data.parse(run(process)).asJsonObject();
    }

    /** What it prints; its errors go to a file. */
    private static String run(ProcessBuilder builder) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            boolean ended = process.waitFor(4, TimeUnit.MINUTES);
            String said = Files.readString(out);
            assertThat(ended && process.exitValue() == 0)
                    .as(builder.command() + "\n" + said + Files.readString(errors))
                    .isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
