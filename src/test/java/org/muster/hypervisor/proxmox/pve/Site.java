package org.muster.hypervisor.proxmox.pve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of the cluster. Everything in here is read and changed with this object locked. */
final class Site {

    /** What a node told is too old after that. */
    private static final Duration TOLD_FOR = Duration.ofSeconds(300);

    final Fleet fleet;
    final Access access;
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final TreeMap<Integer, Guest> guests = new TreeMap<>();
    final List<Task> tasks = new ArrayList<>();
    final PveClock clock = new PveClock();

    /** The nodes' certificate, as /nodes shows it. */
    String fingerprint = "";

    /** How long a task takes that doesn't end at once. */
    Duration taskTime = Duration.ofMillis(200);

    /** How long a host waits for a guest's agent. */
    Duration agentPatience = Duration.ofSeconds(3);

    /** How long a 401 is held back. */
    Duration brake = Duration.ofSeconds(3);

    /** What every answer takes besides. */
    Duration latency = Duration.ZERO;

    /** How far what nodes tell is behind; null: they tell nothing new. */
    @Nullable
    Duration lag;

    private Instant toldAt = Instant.MIN;
    private int lastPid = 7000;

    Site(Fleet fleet) {
        this.fleet = fleet;
        access = fleet.access;
        lag = fleet.lag;
        fleet.nodes.forEach(node -> nodes.put(node.name, node));
        fleet.guests.forEach(guest -> guests.put(guest.vmid, guest));
        if (lag != null) {
            tellAll(clock.now());
        }
    }

    Dialect dialect() {
        return fleet.dialect;
    }

    int nextPid() {
        return lastPid++;
    }

    /** Brings everything to the present: tasks that are over, what the nodes tell. */
    void settle() {
        Instant now = clock.now();
        List.copyOf(tasks).forEach(task -> task.settle(now));
        nodes.values().forEach(node -> seen(node, now));
        if (lag != null && !lag.isZero() && !now.isBefore(toldAt.plus(lag))) {
            tellAll(now);
        }
    }

    /** Without a lag the nodes tell when somebody asks. */
    void tell() {
        if (lag != null && lag.isZero()) {
            tellAll(clock.now());
        }
    }

    private void seen(Node node, Instant now) {
        if (node.online) {
            node.lastSeen = now.getEpochSecond();
        } else if (now.getEpochSecond() - node.lastSeen > TOLD_FOR.toSeconds()) {
            guests.values().stream()
                    .filter(guest -> guest.node.equals(node.name))
                    .forEach(guest -> guest.told = null);
        }
    }

    private void tellAll(Instant now) {
        toldAt = now;
        for (Guest guest : guests.values()) {
            Node node = nodes.get(guest.node);
            if (node != null && node.online) {
                guest.told = GuestRows.told(guest, dialect(), now.getEpochSecond());
            }
        }
    }

    /** As pmxcfs after a restart: nothing is known of any VM until its node tells of it. */
    void forgetTold() {
        guests.values().forEach(guest -> guest.told = null);
        toldAt = clock.now();
    }

    /** @param time how long it runs before its work is done; its verdict is what the work returns */
    Task begin(String node, String type, String id, Who who, Duration time, Supplier<String> work) {
        Instant now = clock.now();
        Task task = new Task(node, type, id, who, nextPid(), now, now.plus(time), work);
        tasks.add(task);
        return task;
    }

    @Nullable
    Task task(String upid) {
        return tasks.stream().filter(task -> task.upid.equals(upid)).findFirst().orElse(null);
    }
}
