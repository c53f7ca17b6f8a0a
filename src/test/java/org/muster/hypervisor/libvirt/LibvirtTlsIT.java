package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorException.Reason;

/** A {@code qemu+tls} address with certificates of a test CA. */
class LibvirtTlsIT extends RemoteHostTests {

    private String port = "";

    LibvirtTlsIT(@TempDir Path folder) {
        super(folder);
    }

    @Override
    String reach(Path home) throws Exception {
        port = lab.lab("tls").strip();
        Path ours = Files.createDirectory(home.resolve("tls"));
        Path made = Path.of(lab.lab("tls-client").strip());
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, ours.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
        return "qemu+tls://127.0.0.1:" + port + "/system";
    }

    @Override
    long open() throws IOException {
        String end = String.format("0100007F:%04X", Integer.parseInt(port));
        // local address, remote address, state: 01 is established
        return Files.readAllLines(Path.of("/proc/self/net/tcp")).stream()
                .map(line -> line.strip().split(" +"))
                .filter(line -> line[2].equals(end) && line[3].equals("01") && isOurs(line[9]))
                .count();
    }

    private static boolean isOurs(String inode) {
        return new SocketPeer(Set.of()).present().contains(Long.valueOf(inode));
    }

    @Test
    void strangeCertificatesAreRefused() throws Exception {
        Path other = folder.resolve("other");
        Process made = new ProcessBuilder("src/test/lab/tls.sh", other.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tls.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        replace(other, "clientcert.pem");
        replace(other, "clientkey.pem");
        assertFails(Reason.CREDENTIALS_REFUSED, () -> hypervisor().open(target(), LIMIT));
        replace(other, "cacert.pem"); // now the server is the strange one
        assertFails(Reason.CREDENTIALS_REFUSED, () -> hypervisor().open(target(), LIMIT));
    }

    private void replace(Path other, String name) throws IOException {
        Files.copy(
                other.resolve("client").resolve(name),
                home().resolve("tls").resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
