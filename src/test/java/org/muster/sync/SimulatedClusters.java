package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.ProxmoxHypervisor;
import org.muster.hypervisor.proxmox.pve.FaultPlan;
import org.muster.inventory.SourceKind;

/**
 * Proxmox VE clusters, played by doubles, asked by the adapter over HTTP and TLS. Virtual time stands still while that
 * takes place, and passes by what the way takes; who says nothing is waited for a moment, and the limit passes in virtual time.
 */
final class SimulatedClusters implements World {

    private static final Duration A_MOMENT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final VirtualTime time;
    private final Random chance;
    private final List<SimulatedCluster> clusters;

    SimulatedClusters(VirtualTime time, Random chance) {
        this.time = time;
        this.chance = chance;
        // Sometimes two, of which one fails while the other goes on. Their numbers differ, so that an id tells which.
        int count = 1 + chance.nextInt(3) / 2;
        clusters = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new SimulatedCluster(time, chance, 1000 * number))
                .toList();
    }

    @Override
    public SourceKind kind() {
        return SourceKind.PROXMOX;
    }

    @Override
    public List<Polled> polled() {
        return clusters.stream()
                .map(one -> new Polled("lab-" + one.firstNumber, List.of(one.pve.address()), one.credentials()))
                .toList();
    }

    @Override
    public void fail(Duration begin, Later later, Consumer<String> notes) {
        any().fail(begin, later, notes);
    }

    @Override
    public String operate() {
        return any().operate();
    }

    private SimulatedCluster any() {
        return clusters.get(chance.nextInt(clusters.size()));
    }

    @Override
    public Map<String, ObservedVm> truth(int number) {
        return clusters.get(number - 1).truth();
    }

    @Override
    public boolean stays(int number, String id) {
        return clusters.get(number - 1).stays(id);
    }

    /** It remembers nothing of what another process has read. */
    @Override
    public Hypervisor hypervisor() {
        Hypervisor adapter = new ProxmoxHypervisor();
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            if (arguments == null || !(arguments[0] instanceof Target target)) {
                return call(adapter, method, arguments);
            }
            SimulatedCluster cluster = at(target.addresses());
            Object answer = ask(cluster, adapter, method, arguments);
            return answer instanceof HypervisorConnection open ? watched(open, cluster) : answer;
        });
    }

    private SimulatedCluster at(List<String> addresses) {
        return clusters.stream()
                .filter(one -> addresses.contains(one.pve.address()))
                .findFirst()
                .orElseThrow();
    }

    private HypervisorConnection watched(HypervisorConnection open, SimulatedCluster cluster) {
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "isOpen", "close" -> call(open, method, arguments);
            default -> ask(cluster, open, method, arguments);
        });
    }

    /** The limit is the last argument of whatever asks. */
    private Object ask(SimulatedCluster cluster, Object on, Method method, Object[] arguments) throws Throwable {
        time.sleep(cluster.latency().toNanos());
        cluster.catchUp();
        Duration limit = (Duration) arguments[arguments.length - 1];
        boolean silent = cluster.isSilent();
        Object[] own = arguments.clone();
        own[own.length - 1] = silent ? A_MOMENT : LONG;
        try {
            return call(on, method, own);
        } catch (HypervisorException e) {
            if (silent) {
                time.sleep(limit.toNanos());
            }
            throw e;
        }
    }

    /** From now on requests of every cluster go wrong like that. */
    void fault(FaultPlan plan) {
        clusters.forEach(one -> one.pve.faults(plan));
    }

    /** All requests that came, by route. */
    Map<String, Integer> requests() {
        Map<String, Integer> all = new TreeMap<>();
        clusters.forEach(one -> one.pve.requests().forEach((route, count) -> all.merge(route, count, Integer::sum)));
        return all;
    }

    @Override
    public void close() {
        clusters.forEach(SimulatedCluster::close);
    }
}
