package org.muster.sync;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.muster.hypervisor.demo.DemoEventFault;
import org.muster.hypervisor.demo.DemoFault;
import org.muster.hypervisor.demo.DemoFleet;
import org.muster.hypervisor.demo.DemoHealth;

/** What goes wrong with a simulated fleet: each of its hosts ails once at most. */
final class FleetFaults {

    private final DemoFleet fleet;
    private final int hosts;
    private final Random chance;
    private final Set<Integer> ailing = new HashSet<>();

    FleetFaults(DemoFleet fleet, int hosts, Random chance) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.chance = chance;
        for (int host = 1; host <= hosts; host++) {
            fleet.faults().latency(host, usual());
        }
    }

    void begin(Duration begin, World.Later later, Consumer<String> notes) {
        if (chance.nextInt(3) == 0) {
            eventsFail(begin, later, notes);
        } else {
            ail(begin, later, notes);
        }
    }

    private void eventsFail(Duration begin, World.Later later, Consumer<String> notes) {
        DemoEventFault fault = DemoEventFault.values()[1 + chance.nextInt(DemoEventFault.values().length - 1)];
        later.at(begin, () -> {
            notes.accept("events are " + fault);
            fleet.events().set(fault);
        });
        later.at(begin.plusMillis(5_000 + chance.nextInt(175_000)), () -> {
            notes.accept("events are told");
            fleet.events().set(DemoEventFault.NONE);
        });
    }

    private void ail(Duration begin, World.Later later, Consumer<String> notes) {
        int host = 1 + chance.nextInt(hosts);
        if (!ailing.add(host)) {
            return;
        }
        DemoFault fault = DemoFault.values()[1 + chance.nextInt(DemoFault.values().length - 1)];
        Duration latency = fault == DemoFault.DRIP ? Duration.ofMillis(chance.nextInt(9000)) : usual();
        later.at(begin, () -> {
            notes.accept("host " + host + ": " + fault + " " + latency);
            fleet.faults().set(host, new DemoHealth(fault, latency));
        });
        later.at(begin.plusMillis(5_000 + chance.nextInt(175_000)), () -> {
            notes.accept("host " + host + " is well");
            fleet.faults().latency(host, usual());
        });
    }

    private Duration usual() {
        return Duration.ofMillis(chance.nextInt(chance.nextInt(4) == 0 ? 4000 : 200));
    }
}
