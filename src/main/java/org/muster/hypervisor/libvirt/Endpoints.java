package org.muster.hypervisor.libvirt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.platform.Home;

/** Finds out what an address means on this machine now: whom libvirt is to reach, so that its socket is recognised. */
final class Endpoints {

    /** The daemon of its own for QEMU is preferred, as libvirt does. */
    static final List<String> SYSTEM_SOCKETS = List.of("/run/libvirt/virtqemud-sock", "/run/libvirt/libvirt-sock");

    private static final int TLS_PORT = 16_514;

    private final SshClient ssh;
    private final Path certificates;

    Endpoints(Home home) {
        this.ssh = new SshClient(home);
        this.certificates = home.path().resolve("tls");
    }

    /** Asks no more than the sockets: is there somebody, and who. */
    Endpoint of(Address address, Duration limit) throws HypervisorException {
        return switch (address.kind()) {
            case SYSTEM ->
                local(address, "qemu+unix:///system", SYSTEM_SOCKETS)
                        .orElseThrow(() -> silent("No libvirt daemon answers on this machine."));
            case SESSION -> session(address);
            case UNIX, TEST ->
                local(address, address.text().replaceFirst("\\?.*", ""), List.of(address.socket()))
                        .orElseThrow(
                                () -> silent("No libvirt daemon answers at the socket of " + address.text() + "."));
            case TLS -> tls(address, limit);
            case SSH -> new Endpoint(ssh.uri(address), address.text(), new SshPeer(bare(address.host())));
        };
    }

    private static Optional<Endpoint> local(Address address, String uri, List<String> paths) {
        for (String path : paths) {
            Optional<String> name = SocketName.ofListener(path);
            if (name.isPresent()) {
                String at = uri + "?socket=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
                return Optional.of(new Endpoint(at, address.text(), new SocketPeer(Set.of(name.get()))));
            }
        }
        return Optional.empty();
    }

    /** Where nobody listens yet, libvirt starts this user's daemon. */
    private static Endpoint session(Address address) {
        String folder = Objects.requireNonNullElse(
                System.getenv("XDG_RUNTIME_DIR"), System.getProperty("user.home") + "/.cache");
        List<String> paths = List.of(folder + "/libvirt/virtqemud-sock", folder + "/libvirt/libvirt-sock");
        return local(address, "qemu+unix:///session", paths).orElseGet(() -> {
            Set<String> ends = paths.stream().map(path -> "unix:" + path + "#").collect(Collectors.toSet());
            return new Endpoint(address.text(), address.text(), new SocketPeer(ends));
        });
    }

    /** A host that drops packets is found out here: libvirt's own attempt could not be ended. */
    private Endpoint tls(Address address, Duration limit) throws HypervisorException {
        int port = address.port() == 0 ? TLS_PORT : address.port();
        FutureTask<Set<String>> knock = new FutureTask<>(() -> knock(bare(address.host()), port, limit));
        Thread thread = new Thread(knock, "muster-libvirt-knock");
        thread.setDaemon(true);
        thread.start();
        try {
            Set<String> ends = knock.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Endpoint(address.text() + ours(), address.text(), new SocketPeer(ends));
        } catch (TimeoutException e) {
            throw new HypervisorException(Reason.TIMEOUT, "No answer from " + address.host() + " in time.");
        } catch (ExecutionException e) {
            throw silent("Nobody answers at " + address.host() + ", port " + port + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent("Interrupted while connecting to " + address.host() + ".");
        }
    }

    /** Muster's own certificates, if it has any; else libvirt looks at its own places. */
    private String ours() {
        return Files.isDirectory(certificates)
                ? "?pkipath="
                        + URLEncoder.encode(certificates.toString(), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                : "";
    }

    private static Set<String> knock(String host, int port, Duration limit) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(host);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(all[0], port), (int) limit.toMillis());
        }
        return Arrays.stream(all).map(one -> SocketName.ofInet(one, port)).collect(Collectors.toSet());
    }

    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }

    private static HypervisorException silent(String message) {
        return new HypervisorException(Reason.UNREACHABLE, message);
    }
}
