package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.proxmox.ProxmoxHypervisor;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.lease.HomeNode;
import org.muster.sync.lease.Leases;

/** A node of Muster without a server that observes a Proxmox VE cluster, played by a double; its passes are run by hand. */
public final class ClusterRig implements AutoCloseable {

    public final EngineRig.HandClock clock = new EngineRig.HandClock();
    public final Time time = new Time(clock, clock::nanos);
    public final Database database;
    public final Inventory inventory;
    public final Leases leases;
    public final Sources sources;
    public final Fences fences;
    public final Threads threads = new Threads(Executors.defaultThreadFactory());
    private final Connections connections;
    private final PassRunner passes;
    private volatile Consumer<String> afterCalls = method -> {};

    /**
     * One of the nodes on a database. They have that database's clock from their own, so move them together.
     *
     * @param pve what is observed; added to the database if nothing is
     * @param alone whether there are no other nodes: those that were are dead
     */
    public ClusterRig(Path home, DataSource source, ProxmoxDouble pve, boolean alone) {
        database = Databases.migrated(source);
        Clusters clusters = new Clusters(database);
        inventory = new Inventory(database);
        leases = new Leases(database, time, tx -> time.wall().millis(), HomeNode.unkept("test"), alone);
        leases.start();
        connections = new Connections(database, new Secrets(database, new Home(home)));
        SyncSettings settings = SyncSettings.fixed(Sample.config(Map.of()));
        sources = new Sources(
                List.of(watched(new ProxmoxHypervisor())),
                connections,
                settings,
                leases,
                new StoredRefusals(database, new ConnectionStates(database), time));
        fences = new Fences(database, tx -> time.wall().millis());
        PassWriter writer = new PassWriter(database, new ConnectionStates(database), clusters, settings);
        passes = new PassRunner(sources, writer, new PortCheck(settings), fences, settings, new Meters(), time);
        if (clusters.all().isEmpty()) {
            add(clusters, pve);
        }
    }

    /** From now on this is run when a connection has been asked something, before the asker has the answer. */
    public void afterCalls(Consumer<String> methodAsked) {
        afterCalls = methodAsked;
    }

    private Hypervisor watched(Hypervisor adapter) {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            Object result = call(adapter, method, arguments);
            return result instanceof HypervisorConnection open ? watched(open) : result;
        });
    }

    private HypervisorConnection watched(HypervisorConnection connection) {
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            afterCalls.accept(method.getName());
            return result;
        });
    }

    private void add(Clusters clusters, ProxmoxDouble pve) {
        Map<String, String> credentials = Map.of(
                "token_id", Fleet.FULL,
                "token_secret", pve.token().substring(Fleet.FULL.length() + 1),
                "fingerprint", pve.fingerprint());
        database.call(tx -> {
            long cluster =
                    clusters.add(tx, "lab", SourceKind.PROXMOX, Sample.NOON).id();
            return connections.add(tx, cluster, "proxmox", List.of(pve.address()), credentials);
        });
    }

    /** A pass that must succeed, of the only connection, which this node holds. */
    public void pass(SyncKind kind) {
        PassRunner.Result result = passes.run(sources.current().get(0), kind);
        if (result.outcome().error() != null) {
            throw new IllegalStateException(result.outcome().error());
        }
    }

    /** What a full pass that must succeed has counted. */
    Run.Outcome counted() {
        Run.Outcome outcome =
                passes.run(sources.current().get(0), SyncKind.FULL).outcome();
        if (outcome.error() != null) {
            throw new IllegalStateException(outcome.error());
        }
        return outcome;
    }

    /** Whether this node observes the cluster. */
    public boolean observes() {
        return !sources.current().isEmpty();
    }

    /** The live row of an external id. */
    public Vm row(String externalId) {
        return inventory
                .list(
                        VmQuery.EVERYTHING,
                        Viewer.ALL,
                        SyncReport.staleness(List.of(), Set.of(), Duration.ZERO, time.now()),
                        1,
                        1000)
                .vms()
                .stream()
                .filter(vm -> vm.state().externalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        sources.close();
    }
}
