package org.muster.sync;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Target;
import org.muster.inventory.SourceKind;

/** The adapters by the kind of source that they speak to, and what they open with a connection's credentials. */
final class Adapters {

    private final Map<SourceKind, Hypervisor> byKind = new EnumMap<>(SourceKind.class);
    private final Connections connections;

    Adapters(Collection<Hypervisor> adapters, Connections connections) {
        this.connections = connections;
        adapters.forEach(adapter -> byKind.put(adapter.kind(), adapter));
    }

    Collection<Hypervisor> all() {
        return byKind.values();
    }

    Optional<Hypervisor> of(SourceKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    @Nullable
    Hypervisor of(Connection connection) {
        return byKind.get(SourceKind.of(connection.kind()));
    }

    /** How long nothing is asked after a refusal; zero if that does not matter. */
    Duration refusalWait(Connection connection) {
        Hypervisor adapter = of(connection);
        return adapter == null ? Duration.ZERO : adapter.refusalWait();
    }

    HypervisorConnection open(Connection connection, Duration limit) throws HypervisorException {
        return adapterFor(connection).open(target(connection), limit);
    }

    /**
     * Asks whether a source answers, beside any connection that is open.
     *
     * @throws HypervisorException if it does not
     */
    void probe(Connection connection, Duration limit) throws HypervisorException {
        adapterFor(connection).probe(target(connection), limit);
    }

    private Hypervisor adapterFor(Connection connection) throws HypervisorException {
        Hypervisor adapter = of(connection);
        if (adapter == null) {
            throw new HypervisorException(
                    HypervisorException.Reason.ADDRESS_REFUSED, "No adapter for " + connection.kind() + ".");
        }
        return adapter;
    }

    private Target target(Connection connection) {
        return new Target(connection.id(), connection.addresses(), connections.credentials(connection.id()));
    }
}
