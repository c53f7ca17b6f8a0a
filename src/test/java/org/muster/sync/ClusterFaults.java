package org.muster.sync;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;

/** What goes wrong with a simulated Proxmox VE cluster, one thing after the other. */
final class ClusterFaults {

    private static final String LIST = "GET /cluster/resources";
    private static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";
    private static final List<Fault> OF_LIST = List.of(
            Fault.CUT,
            Fault.TRUNCATED,
            Fault.PAGE,
            Fault.EMPTY_500,
            Fault.PROXY_595,
            Fault.EMPTY_LIST,
            Fault.ALL_UNKNOWN,
            Fault.GAPS);
    private static final List<Fault> OF_CONFIG = List.of(Fault.PROXY_596, Fault.TRUNCATED, Fault.EMPTY_500, Fault.PAGE);

    private final ProxmoxDouble pve;
    private final Random chance;
    private Duration latency;
    private boolean silent;
    private Duration free = Duration.ZERO;

    ClusterFaults(ProxmoxDouble pve, Random chance) {
        this.pve = pve;
        this.chance = chance;
        latency = Duration.ofMillis(chance.nextInt(200));
    }

    /** What the way to it takes. */
    Duration latency() {
        return latency;
    }

    /** Whether nothing is to be expected of it. */
    boolean isSilent() {
        return silent;
    }

    /** @param earliest unless something else is wrong then */
    void begin(Duration earliest, World.Later later, Consumer<String> notes) {
        Duration begin = earliest.compareTo(free) < 0 ? free : earliest;
        Duration end = begin.plusMillis(5_000 + chance.nextInt(140_000));
        free = end.plusSeconds(1);
        Trouble trouble = trouble();
        later.at(begin, () -> {
            notes.accept(pve.address() + ": " + trouble.words);
            trouble.strikes.run();
        });
        later.at(end, () -> {
            notes.accept(pve.address() + " is well");
            silent = false;
            latency = Duration.ofMillis(chance.nextInt(200));
            pve.heal();
            trouble.ends.run();
        });
        if (trouble.refuses) {
            later.at(end.plusSeconds(300), () -> notes.accept(pve.address() + " may be asked again"));
        }
    }

    private record Trouble(String words, Runnable strikes, Runnable ends, boolean refuses) {
        Trouble(String words, Runnable strikes) {
            this(words, strikes, () -> {}, false);
        }
    }

    private Trouble trouble() {
        String node = "pve" + (1 + chance.nextInt(3));
        Fault list = OF_LIST.get(chance.nextInt(OF_LIST.size()));
        Fault config = OF_CONFIG.get(chance.nextInt(OF_CONFIG.size()));
        return switch (chance.nextInt(12)) {
            case 0 -> new Trouble("hangs", () -> silence(Fault.HANG));
            case 1 -> new Trouble("drips", () -> silence(Fault.DRIP));
            case 2 -> new Trouble("is dead", pve::die);
            case 3 -> new Trouble("is slow", () -> latency = Duration.ofMillis(chance.nextInt(2_900)));
            case 4 -> new Trouble("pmxcfs is dead", () -> pve.fault(Fault.PMXCFS_DEAD));
            case 5 -> new Trouble("has forgotten what its nodes told", pve::forgetWhatNodesTold);
            case 6 -> new Trouble(node + " is offline", () -> pve.offline(node), () -> pve.online(node), false);
            case 7 -> new Trouble("definitions: " + config, () -> pve.fault(CONFIG, config));
            case 8 ->
                new Trouble("refuses the credentials", () -> pve.answer(LIST, 401, "No ticket", ""), () -> {}, true);
            default -> new Trouble("the list: " + list, () -> pve.fault(LIST, list));
        };
    }

    private void silence(Fault how) {
        silent = true;
        pve.fault(how);
    }
}
