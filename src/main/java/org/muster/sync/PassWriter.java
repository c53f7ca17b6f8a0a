package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connections;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedCluster;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.StatusObservation;
import org.muster.inventory.Change;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Figures;
import org.muster.inventory.Figures.Figure;
import org.muster.inventory.Host;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.KnownVms;
import org.muster.inventory.PlacedVms;
import org.muster.inventory.Quarantine;
import org.muster.inventory.Vm;
import org.muster.platform.Database;
import org.muster.sync.lease.Lease;
import org.muster.sync.lease.Leases;

/** Writes what a pass brought, in one short transaction: read what is known, decide, write what differs. */
@Singleton
public class PassWriter {

    /** Decides from what is known. */
    private interface Verdict {
        Decision on(Pass pass, Map<String, Vm> known, int accepted);
    }

    /**
     * What was seen.
     *
     * @param ids external ones of VMs
     * @param cluster null if that was not observed
     */
    private record Seen(List<String> ids, List<Host> hosts, @Nullable ObservedCluster cluster) {}

    private final Database database;
    private final KnownVms known;
    private final InventoryWriter writer;
    private final Figures figures = new Figures();
    private final ConnectionStates states;
    private final Clusters clusters;
    private final SyncSettings settings;

    @Inject
    public PassWriter(Database database, ConnectionStates states, Clusters clusters, SyncSettings settings) {
        this.database = database;
        this.known = new KnownVms();
        this.writer = new InventoryWriter();
        this.states = states;
        this.clusters = clusters;
        this.settings = settings;
    }

    /** Draws the number of a pass that begins now. */
    long nextPass() {
        return database.call(writer::nextPass);
    }

    /** Commits a complete observation. */
    Decision full(Pass pass, Observation observation, Toll toll, PlacedVms placed) {
        List<String> ids =
                observation.vms().stream().map(vm -> vm.reading().externalId()).toList();
        List<Host> hosts =
                observation.hosts().stream().map(host -> host(pass, host)).toList();
        return commit(
                pass,
                new Seen(ids, hosts, observation.cluster()),
                placed,
                (known, rows, accepted) -> reconciler().full(known, observation, rows, accepted),
                toll,
                SyncKind.FULL);
    }

    /** Commits a status observation. */
    Decision quick(Pass pass, StatusObservation observation, Toll toll, PlacedVms placed) {
        List<String> ids = observation.readings().stream()
                .map(reading -> reading.externalId())
                .toList();
        return commit(
                pass,
                new Seen(ids, List.of(), null),
                placed,
                (known, rows, accepted) -> reconciler().quick(known, observation, rows),
                toll,
                SyncKind.QUICK);
    }

    private Reconciler reconciler() {
        return new Reconciler(settings.now().missing());
    }

    private Decision commit(Pass pass, Seen seen, PlacedVms placed, Verdict verdict, Toll toll, SyncKind kind) {
        return Anew.call(database, (tx, last) -> {
            Map<String, Vm> rows = placed.with(tx, seen.ids());
            ConnectionState state = states.find(tx, pass.connectionId()).orElse(null);
            Quarantine quarantine = state == null ? Quarantine.NONE : state.quarantine();
            Decision decision = verdict.on(Rivals.known(tx, pass, rows.values()), rows, quarantine.accepted());
            long revision = decision.changes().isEmpty() ? 0 : writer.nextRevision(tx);
            if (!Connections.exists(tx, pass.connectionId())
                    || !states.write(tx, succeeded(state, pass, decision, toll, kind))) {
                throw new Overtaken();
            }
            List<Change> left = writer.write(tx, decision.changes(), pass.number(), pass.now(), revision);
            if (!left.isEmpty() && !last) {
                throw new Anew.Moved();
            }
            write(tx, pass, seen);
            requireLease(tx, pass.lease());
            return decision.without(left);
        });
    }

    private void write(java.sql.Connection tx, Pass pass, Seen seen) throws SQLException {
        clusters.writeHosts(tx, seen.hosts());
        ObservedCluster cluster = seen.cluster();
        if (cluster != null) {
            clusters.writeOwn(tx, pass.clusterId(), cluster.name(), cluster.quorate());
        }
    }

    private static ConnectionState succeeded(
            @Nullable ConnectionState before, Pass pass, Decision decision, Toll toll, SyncKind kind) {
        Quarantine quarantine = before == null ? Quarantine.NONE : before.quarantine();
        boolean full = kind == SyncKind.FULL;
        return new ConnectionState(
                pass.connectionId(),
                pass.clusterId(),
                pass.number(),
                full ? pass.now() : before == null ? null : earlier(before.lastFull(), pass.now()),
                !full ? pass.now() : before == null ? null : earlier(before.lastQuick(), pass.now()),
                null,
                0,
                null,
                null,
                full ? quarantine.after(decision.quarantine(), decision.lacking()) : quarantine,
                toll.took().toMillis(),
                null,
                toll.effort(!decision.changes().isEmpty()));
    }

    /** Notes that a pass failed; nothing else changes (rule 3). */
    void failed(Pass pass, HypervisorException why, int failures, Duration wait, Toll toll) {
        database.call(tx -> {
            if (!Connections.exists(tx, pass.connectionId())) {
                return false;
            }
            ConnectionState before = states.find(tx, pass.connectionId()).orElse(null);
            Instant since = before == null || before.failingSince() == null
                    ? pass.now()
                    : earlier(before.failingSince(), pass.now());
            boolean written = states.write(
                    tx,
                    new ConnectionState(
                            pass.connectionId(),
                            pass.clusterId(),
                            pass.number(),
                            before == null ? null : earlier(before.lastFull(), pass.now()),
                            before == null ? null : earlier(before.lastQuick(), pass.now()),
                            since,
                            failures,
                            why.reason().word(),
                            cut(why.getMessage()),
                            before == null
                                    ? Quarantine.NONE
                                    : before.quarantine().afterFailure(),
                            toll.took().toMillis(),
                            pass.now().plus(wait),
                            toll.effort(true)));
            requireLease(tx, pass.lease());
            return written;
        });
    }

    /** Writes figures in one batch; VMs that the inventory does not have are left out. */
    void figures(Pass pass, FigureObservation observation, PlacedVms placed) {
        List<Figure> seen = observation.readings().stream()
                .map(reading -> figure(reading, pass.now()))
                .toList();
        if (seen.isEmpty()) {
            return;
        }
        try {
            database.call(tx -> {
                int written = figures.write(tx, pass.connectionId(), seen, placed);
                requireLease(tx, pass.lease());
                return written;
            });
            placed.told(seen);
        } catch (RuntimeException e) {
            placed.forget(); // whether it was committed is not known
            throw e;
        }
    }

    /** Writes rows that something beside an observation of VMs has learnt about, such as open ports. */
    void write(Pass pass, List<Change> changes) {
        if (!changes.isEmpty()) {
            database.call(tx -> {
                long revision = writer.nextRevision(tx);
                writer.write(tx, changes, pass.number(), pass.now(), revision);
                requireLease(tx, pass.lease());
                return true;
            });
        }
    }

    /**
     * To be called last in every transaction that writes what a connection said: if another node has taken the connection,
     * nothing is written; and until the transaction has ended, none takes it.
     */
    static void requireLease(java.sql.Connection tx, Lease lease) throws SQLException {
        if (!Leases.holds(tx, lease)) {
            throw new Overtaken();
        }
    }

    /** The live rows placed on a connection. */
    List<Vm> placedOn(long cluster, long connection) {
        return database.read(
                tx -> List.copyOf(known.of(tx, cluster, connection, List.of()).values()));
    }

    private static Figure figure(FigureReading reading, Instant now) {
        Long uptime = reading.uptimeSeconds();
        Instant started = uptime == null || uptime <= 0 ? null : now.minusSeconds(uptime);
        return new Figure(reading.externalId(), percent(reading.cpuUsage()), percent(reading.memoryUsage()), started);
    }

    private static @Nullable Double percent(@Nullable Double value) {
        return value == null || value.isNaN() ? null : (Double) Math.max(0, Math.min(100, Math.rint(value * 10) / 10));
    }

    private static Host host(Pass pass, ObservedHost host) {
        return new Host(
                pass.clusterId(),
                host.name(),
                pass.connectionId(),
                host.online(),
                host.cpus(),
                host.memoryMib(),
                percent(host.cpuUsage()),
                percent(host.memoryUsage()),
                host.version(),
                pass.now());
    }

    /** What seems to be in the future was before the clock was set back. */
    private static @Nullable Instant earlier(@Nullable Instant known, Instant now) {
        return known != null && known.isAfter(now) ? now : known;
    }

    private static @Nullable String cut(@Nullable String message) {
        return message != null && message.length() > 500 ? message.substring(0, 500) : message;
    }

    /** A later pass of the connection has been committed, or it was removed or is another node's: nothing is written. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("a later pass has been written, or the connection was removed, or taken by another node");
        }
    }
}
