package org.muster.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.demo.DemoFault;
import org.muster.hypervisor.demo.DemoFleet;
import org.muster.hypervisor.demo.DemoHealth;
import org.muster.inventory.VmAction;

/** Who changes a fleet behind Muster's back. */
final class FleetOperator {

    /** Operations take at most so many VMs off a host: more at once would rightly be doubted. */
    private static final int MOST_LEAVERS = 4;

    private static final List<VmAction> ORDERS = List.of(
            VmAction.START, VmAction.STOP, VmAction.SUSPEND, VmAction.RESUME, VmAction.SHUTDOWN, VmAction.REBOOT);

    private final DemoFleet fleet;
    private final int hosts;
    private final VirtualTime time;
    private final Random chance;
    private final Map<Integer, Integer> leavers = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private int named;

    /** @param hosts those that are polled; one more is there, where VMs are that are nowhere */
    FleetOperator(DemoFleet fleet, int hosts, VirtualTime time, Random chance) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.time = time;
        this.chance = chance;
    }

    /** Puts some VMs on each host. */
    void populate() {
        for (int host = 1; host <= hosts; host++) {
            int vms = 2 + chance.nextInt(12);
            for (int vm = 0; vm < vms; vm++) {
                String id = fleet.create(host, "vm-" + ++named);
                fleet.order(host, id, chance.nextInt(3) == 0 ? VmAction.STOP : VmAction.REBOOT);
            }
        }
    }

    /** Whether a VM was taken off a host. */
    boolean hasLeft(String id) {
        return left.contains(id);
    }

    private int limbo() {
        return hosts + 1;
    }

    private int anyHost() {
        return 1 + chance.nextInt(hosts);
    }

    /** What it does next; in words. */
    String operate() {
        int host = anyHost();
        return switch (chance.nextInt(16)) {
            case 0, 1 -> "created " + fleet.create(host, "vm-" + ++named) + " on " + host;
            case 2 -> remove(host);
            case 3, 4 -> rename(host);
            case 5 -> migrateLive(host);
            case 6 -> moveAtOnce(host);
            case 7 -> redefine(host);
            case 8 -> spoil(host);
            case 9 -> duplicate(host);
            case 10, 11 -> migrateInVain(host);
            case 12, 13 -> flap(host);
            default -> order(host);
        };
    }

    private String order(int host) {
        String id = take(host);
        if (id == null) {
            return "nothing";
        }
        VmAction action = ORDERS.get(chance.nextInt(ORDERS.size()));
        fleet.order(host, id, action);
        busy.remove(id);
        return action + " " + id + " on " + host;
    }

    /** One VM does one thing after the other, faster than anybody can look. */
    private String flap(int host) {
        String id = take(host);
        if (id == null) {
            return "nothing";
        }
        for (int i = 0; i < 12; i++) {
            VmAction action = ORDERS.get(chance.nextInt(ORDERS.size()));
            later(Duration.ofMillis(chance.nextInt(6_000)), () -> fleet.order(host, id, action));
        }
        return "flaps " + id + " on " + host;
    }

    private String rename(int host) {
        String id = take(host);
        if (id == null) {
            return "nothing";
        }
        busy.remove(id);
        fleet.rename(host, id, "vm-" + ++named);
        return "renamed " + id + " on " + host;
    }

    private String remove(int host) {
        String id = takeAway(host);
        if (id == null) {
            return "nothing";
        }
        fleet.remove(host, id);
        return "removed " + id + " from " + host;
    }

    private String migrateLive(int from) {
        String id = takeAway(from);
        if (id == null) {
            return "nothing";
        }
        int to = other(from);
        fleet.copy(id, from, to);
        later(60, () -> {
            if (chance.nextInt(3) == 0) {
                fleet.order(from, id, VmAction.STOP);
                later(120, () -> fleet.remove(from, id));
            } else {
                fleet.remove(from, id);
            }
        });
        return "migrates " + id + " from " + from + " to " + to;
    }

    /** The target dies or hangs meanwhile, and what it had got of the VM is lost; the VM may stop where it was. */
    private String migrateInVain(int from) {
        String id = take(from);
        if (id == null) {
            return "nothing";
        }
        int to = other(from);
        DemoFault fault = chance.nextBoolean() ? DemoFault.HANG : DemoFault.REFUSE;
        Duration strikes = seconds(40);
        Duration stops = strikes.plus(seconds(60));
        boolean stopped = chance.nextInt(3) > 0;
        fleet.copy(id, from, to);
        later(strikes, () -> {
            fleet.faults().set(to, new DemoHealth(fault, Duration.ZERO));
            fleet.remove(to, id);
        });
        later(stops, () -> {
            if (stopped) {
                fleet.order(from, id, VmAction.STOP);
            }
        });
        later(stops.plus(seconds(90)), () -> fleet.faults().heal(to));
        return "migrates " + id + " from " + from + " to " + to + ", which in " + strikes + " does " + fault
                + (stopped ? "; stops in " + stops : "");
    }

    private String moveAtOnce(int from) {
        String id = takeAway(from);
        if (id == null) {
            return "nothing";
        }
        int to = other(from);
        fleet.move(id, from, to);
        return "moved " + id + " from " + from + " to " + to;
    }

    private String redefine(int from) {
        String id = takeAway(from);
        if (id == null) {
            return "nothing";
        }
        int to = chance.nextBoolean() ? from : other(from);
        fleet.move(id, from, limbo());
        later(200, () -> fleet.move(id, limbo(), to));
        return "undefined " + id + " on " + from + ", to be defined on " + to;
    }

    private String spoil(int host) {
        String id = take(host);
        if (id == null) {
            return "nothing";
        }
        fleet.spoil(host, id, "its description can't be read");
        later(120, () -> fleet.spoil(host, id, null));
        return "spoilt " + id + " on " + host;
    }

    private String duplicate(int host) {
        String id = take(host);
        if (id == null) {
            return "nothing";
        }
        int to = other(host);
        fleet.copy(id, host, to);
        later(200, () -> fleet.remove(to, id));
        return "doubled " + id + " of " + host + " on " + to;
    }

    private void later(int mostSeconds, Runnable work) {
        later(seconds(mostSeconds), work);
    }

    private void later(Duration wait, Runnable work) {
        time.after(wait, new VirtualTime.Life(), work);
    }

    private Duration seconds(int most) {
        return Duration.ofMillis(chance.nextInt(most * 1000));
    }

    private int other(int host) {
        return host % hosts + 1;
    }

    /** A VM of a host that nothing else is being done to, or null. */
    private @Nullable String take(int host) {
        List<String> free = new ArrayList<>(
                ids(host).stream().filter(id -> !busy.contains(id)).sorted().toList());
        if (free.isEmpty()) {
            return null;
        }
        String id = free.get(chance.nextInt(free.size()));
        busy.add(id);
        return id;
    }

    private @Nullable String takeAway(int host) {
        if (leavers.getOrDefault(host, 0) >= MOST_LEAVERS || ids(host).size() < 3) {
            return null;
        }
        String id = take(host);
        if (id != null) {
            leavers.merge(host, 1, Integer::sum);
            left.add(id);
        }
        return id;
    }

    private List<String> ids(int host) {
        return fleet.truth(host).stream().map(vm -> vm.reading().externalId()).toList();
    }
}
