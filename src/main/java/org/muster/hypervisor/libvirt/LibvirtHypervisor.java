package org.muster.hypervisor.libvirt;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.SourceKind;

/** Hosts that libvirt manages. Needs the client library, which is loaded at the first connection. */
@Singleton
public class LibvirtHypervisor implements Hypervisor {

    private static final String CLIENT_LIBRARY = "libvirt.so.0";

    private final LibvirtConfig config;
    private final ClientLibrary library;
    private final Endpoints endpoints;
    private final Map<Long, CpuMeter> meters = new ConcurrentHashMap<>();

    /** The adapter with this server's settings. */
    @Inject
    public LibvirtHypervisor() {
        this(LibvirtConfig.configured());
    }

    LibvirtHypervisor(LibvirtConfig config) {
        this(config, CLIENT_LIBRARY);
    }

    LibvirtHypervisor(LibvirtConfig config, String clientLibrary) {
        this.config = config;
        this.library = new ClientLibrary(clientLibrary);
        this.endpoints = new Endpoints(config.home());
    }

    @Override
    public SourceKind kind() {
        return SourceKind.LIBVIRT;
    }

    @Override
    public @Nullable String refusalOf(List<String> addresses) {
        if (addresses.isEmpty()) {
            return "An address is missing. " + Address.ALLOWED;
        }
        Set<String> known = new HashSet<>();
        for (String address : addresses) {
            if (Address.parse(address, config.testDrivers()).isEmpty()) {
                return "This address is not allowed. " + Address.ALLOWED;
            }
            if (!known.add(address)) {
                return "An address is there twice.";
            }
        }
        return null;
    }

    /** Connects to the first address: each connection is one host, and another address is another host. */
    @Override
    public HypervisorConnection open(Target target, Duration limit) throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        Endpoint endpoint = endpoint(target, limit);
        CpuMeter meter = meters.computeIfAbsent(target.connectionId(), id -> new CpuMeter());
        return LibvirtConnection.open(endpoint, meter, left.now());
    }

    /** Connects and asks for the daemon's version. */
    @Override
    public void probe(Target target, Duration limit) throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        Endpoint endpoint = endpoint(target, limit);
        Link link = Link.open(endpoint, left.now());
        try {
            link.call(left.now(), connection -> {
                VirtException.checked(Virt.virConnectGetLibVersion(connection, new long[1]));
                return connection;
            });
        } catch (VirtException e) {
            throw Failures.opening(e, endpoint);
        } finally {
            link.close();
        }
    }

    private Endpoint endpoint(Target target, Duration limit) throws HypervisorException {
        Address address = target.addresses().stream()
                .findFirst()
                .flatMap(text -> Address.parse(text, config.testDrivers()))
                .orElseThrow(() -> new HypervisorException(
                        Reason.ADDRESS_REFUSED, "This address is not allowed. " + Address.ALLOWED));
        library.require();
        return endpoints.of(address, limit);
    }

    /** The mock drivers hand out made-up leases. */
    @Override
    public boolean hasRealGuests(List<String> addresses) {
        return addresses.stream().noneMatch(address -> address.startsWith("test"));
    }

    @Override
    public Optional<String> localAddress() {
        return Endpoints.SYSTEM_SOCKETS.stream().anyMatch(LibvirtHypervisor::answers)
                ? Optional.of("qemu:///system")
                : Optional.empty();
    }

    private static boolean answers(String socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
