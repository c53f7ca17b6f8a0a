package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.platform.Home;

/** A {@code qemu+ssh} address with a stand-in for the ssh client that leads to the laboratory. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LibvirtSshIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Target TARGET = new Target(3, List.of("qemu+ssh://root@lab-host/system"), Map.of());

    private static final String STAND_IN =
            """
            #!/usr/bin/python3
            import os, socket, sys, threading
            open("%1$s/arguments", "w").write("\\n".join(sys.argv[1:]))
            peer = socket.socket(socket.AF_UNIX)
            peer.connect("%2$s")
            def pump(read, write):
                while data := read(65536):
                    write(data)
                os._exit(0)
            threading.Thread(target=pump, args=(peer.recv, lambda data: os.write(1, data))).start()
            pump(lambda size: os.read(0, size), peer.sendall)
            """;

    interface Environment extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private final Path folder;
    private final Lab lab = Lab.started();
    private final LibvirtHypervisor hypervisor;

    LibvirtSshIT(@TempDir Path folder) {
        this.folder = folder;
        this.hypervisor = new LibvirtHypervisor(new LibvirtConfig(false, new Home(folder.resolve("home"))));
    }

    @BeforeEach
    void standIn() throws Exception {
        lab.lab("heal");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path ssh = Files.createFile(
                bin.resolve("ssh"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(ssh, STAND_IN.formatted(folder, lab.uri().replaceFirst(".*socket=", "")));
        path(bin + ":" + System.getenv("PATH"));
    }

    @AfterEach
    void restore() {
        lab.lab("heal");
        path(System.getenv("PATH"));
    }

    @Test
    void hostIsObservedWithOurKeyAndKnownHosts() throws Exception {
        try (HypervisorConnection connection = hypervisor.open(TARGET, LIMIT)) {
            assertThat(connection.observe(LIMIT).hosts()).hasSize(1);
        }
        Path ours = folder.resolve("home/ssh");
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .contains("none", "BatchMode=yes", "StrictHostKeyChecking=yes", "lab-host", "root")
                .contains("UserKnownHostsFile=\"" + ours + "/known_hosts\"", ours + "/id_ed25519")
                .noneMatch(argument -> argument.contains("StrictHostKeyChecking=no"));
        assertNoClientLeft();
    }

    @Test
    void hungHostEndsInTimeoutAndLeavesNoClient() throws Exception {
        try (HypervisorConnection connection = hypervisor.open(TARGET, LIMIT)) {
            lab.lab("freeze");
            var thrown = catchThrowableOfType(HypervisorException.class, () -> connection.observeStatuses(SHORT));
            assertThat(thrown.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(connection.isOpen()).isFalse();
        }
        var thrown = catchThrowableOfType(HypervisorException.class, () -> hypervisor.open(TARGET, SHORT));
        assertThat(thrown.reason()).isEqualTo(Reason.TIMEOUT);
        assertNoClientLeft();
    }

    private static void assertNoClientLeft() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .noneMatch(child -> child.info().commandLine().orElse("").contains("lab-host")));
    }

    private static void path(String path) {
        Native.load("c", Environment.class).setenv("PATH", path, 1);
    }
}
