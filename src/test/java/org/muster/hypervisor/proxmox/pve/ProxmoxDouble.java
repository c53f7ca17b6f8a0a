package org.muster.hypervisor.proxmox.pve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Proxmox VE host on loopback that behaves like a real one, and that a test can change, count and harm:
 *
 * <pre>{@code
 * try (ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(3, 5000))) {
 *     client(pve.address(), pve.fingerprint(), pve.token());
 *     pve.change(100, guest -> guest.status("paused"));
 *     pve.fault("GET /cluster/resources", Fault.TRUNCATED);
 *     pve.heal();
 *     assertThat(pve.count("GET /cluster/resources")).isEqualTo(1);
 * }
 * }</pre>
 */
public final class ProxmoxDouble extends PveCluster implements AutoCloseable {

    private final Counts counts = new Counts();
    private final Faults faults = new Faults();
    private final Tickets tickets;
    private final PveProxy proxy;
    private Certificate certificate;

    private ProxmoxDouble(Site site, String local, Tickets tickets, Certificate certificate) {
        super(site);
        this.certificate = certificate;
        this.tickets = tickets;
        site.fingerprint = certificate.fingerprint();
        try {
            proxy = new PveProxy(new Api(site, local, tickets), faults, counts, certificate.serverContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that listens on a port of its own. A fleet is good for one double. */
    public static ProxmoxDouble start(Fleet fleet) {
        return start(fleet, Certificate.selfSigned());
    }

    public static ProxmoxDouble start(Fleet fleet, Certificate certificate) {
        Site site = new Site(fleet);
        return new ProxmoxDouble(site, fleet.nodes.get(0).name, new Tickets(site), certificate);
    }

    /** Another address of the same cluster, with counts and faults of its own; close it too. */
    public ProxmoxDouble also(String node) {
        return new ProxmoxDouble(site, node, tickets, certificate);
    }

    /** "https://127.0.0.1:40001". */
    public String address() {
        return "https://127.0.0.1:" + port();
    }

    public int port() {
        return proxy.port();
    }

    public Certificate certificate() {
        return certificate;
    }

    /** SHA-256 of the certificate: "36:07:F4:..." */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /** A renewed certificate, for connections from now on. */
    public void certificate(Certificate next) {
        certificate = next;
        proxy.tls(next.serverContext());
        synchronized (site) {
            site.fingerprint = next.fingerprint();
        }
    }

    /** How long a 401 is held back, how long the host waits for a silent agent (3 s each, as measured), and how long a
     * task takes that is not done at once. */
    public ProxmoxDouble times(Duration brake, Duration agentPatience, Duration task) {
        synchronized (site) {
            site.brake = brake;
            site.agentPatience = agentPatience;
            site.taskTime = task;
        }
        return this;
    }

    /** What every answer takes besides: the way there, a busy host. */
    public ProxmoxDouble latency(Duration time) {
        synchronized (site) {
            site.latency = time;
        }
        return this;
    }

    /**
     * From now on one route answers that, whoever asks: a recorded answer, or what no server should say.
     *
     * @param body as it is, or empty
     */
    public void answer(String route, int status, String reason, String body) {
        faults.can(route, new Faults.Canned(status, reason, body));
    }

    /** As stopped by SIGSTOP: connections are taken by the kernel alone. */
    public void freeze() {
        faults.freeze();
    }

    /** From now on everything goes wrong like that. */
    public void fault(Fault fault) {
        faults.set(route -> fault);
    }

    /** From now on one route goes wrong like that, and the others are well. */
    public void fault(String route, Fault fault) {
        faults.set(asked -> asked.equals(route) ? fault : null);
    }

    public void faults(FaultPlan plan) {
        faults.set(plan);
    }

    /** From now on connections that were kept open break when something is sent over them, and nobody reads it. */
    public void breakKept() {
        faults.breakKept();
    }

    /** Ends what {@link #fault}, {@link #answer}, {@link #freeze}, {@link #breakKept} or {@link #die} began. */
    public void heal() {
        faults.throwCansAway();
        faults.set(route -> null);
        try {
            proxy.revive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As by kill -9: connections break, and nobody listens until it is healed. */
    public void die() {
        try {
            proxy.die();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many requests came, by route: "GET /nodes/{node}/qemu/{vmid}/config". */
    public Map<String, Integer> requests() {
        return counts.requests();
    }

    public int count(String route) {
        return counts.requests().getOrDefault(route, 0);
    }

    /** The last thousand requests: "POST /nodes/pve1/qemu/100/status/stop {timeout=2}". */
    public List<String> lately() {
        return counts.lately();
    }

    /** How many requests that name a node were at work at once, questions to agents apart; null: those without a node. */
    public int mostAtOnce(@Nullable String node) {
        return counts.most(node == null ? "" : node);
    }

    /** The same with questions to agents. */
    public int mostOfAllAtOnce(String node) {
        return counts.most(Counts.all(node));
    }

    public int mostAgentsAtOnce(String node) {
        return counts.most(node + "/agent");
    }

    /** Counts from zero. */
    public void forget() {
        counts.forget();
    }

    @Override
    public void close() {
        faults.close();
        die();
    }
}
