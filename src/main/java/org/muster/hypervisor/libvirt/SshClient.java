package org.muster.hypervisor.libvirt;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.platform.Home;

/**
 * How libvirt is to call ssh: with Muster's own key and known hosts, never asking, never reading the user's own
 * configuration. libvirt has no parameter for the file of known hosts with this transport, hence a script.
 */
final class SshClient {

    private static final String SCRIPT =
            """
            #!/bin/sh
            # Written by Muster at each connection; a change is lost.
            exec ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes \\
              -o "UserKnownHostsFile=\\"${0%/*}/known_hosts\\"" -o GlobalKnownHostsFile=none \\
              -o PermitLocalCommand=no -o ClearAllForwardings=yes -o ConnectTimeout=15 "$@"
            """;

    private final Home home;

    SshClient(Home home) {
        this.home = home;
    }

    /** The address with what libvirt needs to call ssh our way. */
    String uri(Address address) throws HypervisorException {
        Path folder = home.path().resolve("ssh");
        return address.text() + "?no_tty=1&keyfile=" + encoded(folder.resolve("id_ed25519")) + "&command="
                + encoded(script(folder));
    }

    private Path script(Path folder) throws HypervisorException {
        Path script = folder.resolve("client");
        try {
            home.create();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(
                    folder,
                    "client",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(fresh, SCRIPT);
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
            return script;
        } catch (IOException e) {
            throw new HypervisorException(
                    Reason.SOURCE_FAILED, "The folder ssh in Muster's own folder can't be written to.", e);
        }
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
