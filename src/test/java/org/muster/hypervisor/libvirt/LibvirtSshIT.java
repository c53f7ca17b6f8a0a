package org.muster.hypervisor.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorException.Reason;

/** A {@code qemu+ssh} address that leads to a real ssh server, with Muster's own key and known hosts. */
class LibvirtSshIT extends RemoteHostTests {

    private static final String HOST = "127.0.0.1";

    LibvirtSshIT(@TempDir Path folder) {
        super(folder);
    }

    @Override
    String reach(Path home) throws Exception {
        Path ssh = Files.createDirectory(home.resolve("ssh"));
        String port = lab.lab("ssh", key(ssh.resolve("id_ed25519"))).strip();
        Files.writeString(ssh.resolve("known_hosts"), "[" + HOST + "]:" + port + " " + lab.lab("ssh-host-key"));
        return "qemu+ssh://root@" + HOST + ":" + port + "/system";
    }

    /** Makes a key pair; the public one's place. */
    private static String key(Path place) throws Exception {
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place.toString())
                .inheritIO()
                .start();
        made.waitFor();
        return place + ".pub";
    }

    @Override
    long open() {
        return ProcessHandle.current()
                .children()
                .filter(child ->
                        child.isAlive() && child.info().command().orElse("").endsWith("/ssh"))
                .count();
    }

    @Test
    void strangeHostKeyIsRefused() throws Exception {
        Path known = home().resolve("ssh/known_hosts");
        Path other = home().resolve("ssh/other");
        key(other);
        String port = target().addresses().get(0).replaceFirst(".*:([0-9]+)/.*", "$1");
        Files.writeString(known, "[" + HOST + "]:" + port + " " + Files.readString(Path.of(other + ".pub")));
        assertFails(Reason.CREDENTIALS_REFUSED, () -> hypervisor().open(target(), LIMIT));
        Files.delete(known);
        assertFails(Reason.CREDENTIALS_REFUSED, () -> hypervisor().open(target(), LIMIT));
    }

    @Test
    void strangeKeyIsRefused() throws Exception {
        Path own = home().resolve("ssh/id_ed25519");
        Files.delete(own);
        Files.delete(Path.of(own + ".pub"));
        key(own);
        assertFails(Reason.CREDENTIALS_REFUSED, () -> hypervisor().open(target(), LIMIT));
    }
}
