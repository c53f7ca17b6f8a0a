package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.it.ListeningPorts;

/** The start with the switches for production, and one after a kill. */
class StartIT {

    private static final Map<String, String> SMALL_FLEET =
            Map.of("MUSTER_ADMIN_PASSWORD", "", "MUSTER_DEMO_HOSTS", "2", "MUSTER_DEMO_VMS", "30");

    @TempDir
    Path home;

    @Test
    void killedMusterStartsAgainWithWhatItHad() throws Exception {
        List<Long> before;
        try (MusterProcess muster = MusterProcess.start(home, SMALL_FLEET).awaitReady()) {
            assertThat(ListeningPorts.of(muster.pid())).containsExactly("loopback:" + muster.port());
            awaitFleet(muster);
            before = ids(muster);
            muster.kill();
        }

        try (MusterProcess muster = MusterProcess.start(home, SMALL_FLEET).awaitReady()) {
            assertThat(ids(muster)).isEqualTo(before);
            assertThat(muster.stop()).isTrue();
        }
        assertThat(home.resolve("tmp/payaramicro-rt")).doesNotExist();
    }

    private void awaitFleet(MusterProcess muster) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> muster.admin(password())
                .get("/api/vms")
                .then()
                .statusCode(200)
                .body("total", equalTo(30)));
    }

    private List<Long> ids(MusterProcess muster) throws Exception {
        return muster.admin(password()).get("/api/vms?sort=name").jsonPath().getList("vms.id", Long.class);
    }

    /** The generated one: its file is for its owner only. */
    private String password() throws Exception {
        Path file = home.resolve("admin-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return Files.readString(file).strip();
    }
}
