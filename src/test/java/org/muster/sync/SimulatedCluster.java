package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.ProxmoxHypervisor;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Dialect;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;

/** A small Proxmox VE cluster whose clock is virtual time, and the operator who changes it behind Muster's back. */
final class SimulatedCluster {

    /** Operations take at most so many VMs away: more at once would rightly be doubted. */
    private static final int MOST_LEAVERS = 4;

    private static final int NODES = 3;
    private static final List<String> WORDS = List.of("running", "stopped", "paused", "suspended", "prelaunch");
    private static final Certificate CERTIFICATE = Certificate.selfSigned();
    private static final Duration LONG = Duration.ofSeconds(60);

    final ProxmoxDouble pve;
    final int firstNumber;
    private final VirtualTime time;
    private final Random chance;
    private final ClusterFaults faults;
    private final Map<Integer, Guest> guests = new HashMap<>();
    private final Set<Integer> busy = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private int next;
    private int leavers;
    private long caughtUp;

    SimulatedCluster(VirtualTime time, Random chance, int firstNumber) {
        this.time = time;
        this.chance = chance;
        this.firstNumber = firstNumber;
        next = firstNumber;
        Dialect[] dialects = Dialect.values();
        Fleet fleet = Fleet.of(NODES, 0)
                .dialect(dialects[chance.nextInt(dialects.length)])
                .lag(Duration.ofSeconds(chance.nextInt(2) * 10L));
        pve = ProxmoxDouble.start(fleet, CERTIFICATE).times(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        pve.clock().stop();
        faults = new ClusterFaults(pve, chance);
        // Of a third of so many it is to be doubted that they are gone at once.
        int vms = chance.nextInt(4) == 0 ? 20 + chance.nextInt(10) : 3 + chance.nextInt(10);
        for (int i = 0; i < vms; i++) {
            create();
        }
        pve.clock().advance(Duration.ofSeconds(20)); // the nodes have told of them
    }

    Map<String, String> credentials() {
        return Map.of(
                "token_id", Fleet.FULL,
                "token_secret", pve.token().substring(Fleet.FULL.length() + 1),
                "fingerprint", pve.fingerprint());
    }

    Duration latency() {
        return faults.latency();
    }

    boolean isSilent() {
        return faults.isSilent();
    }

    void fail(Duration begin, World.Later later, Consumer<String> notes) {
        faults.begin(begin, later, notes);
    }

    /** Its clock goes on to now. */
    void catchUp() {
        pve.clock().advance(Duration.ofNanos(time.now() - caughtUp));
        caughtUp = time.now();
    }

    /** What the operator does next; in words. */
    String operate() {
        catchUp();
        return switch (chance.nextInt(14)) {
            case 0, 1 -> "created " + create();
            case 2 -> remove();
            case 3 ->
                change("renamed", guest -> guest.config("name", "vm-" + ++next).config("hostname", "vm-" + next));
            case 4 -> change("resized", guest -> guest.config("memory", String.valueOf(512 + chance.nextInt(4096))));
            case 5, 6 -> change("migrated", guest -> guest.node("pve" + (1 + chance.nextInt(NODES))));
            case 7 -> takeBack();
            case 8, 9 -> giveNumberAgain();
            case 10 -> flap();
            default -> change("ordered", guest -> guest.status(WORDS.get(chance.nextInt(WORDS.size()))));
        };
    }

    private int create() {
        int number = ++next;
        put(number, chance.nextInt(5) == 0 ? lxc(number) : qemu(number));
        return number;
    }

    private Guest qemu(int number) {
        return Guest.qemu(number, "vm-" + ++next, "pve" + (1 + chance.nextInt(NODES)))
                .config("agent", null)
                .status(chance.nextInt(3) == 0 ? "stopped" : "running");
    }

    private Guest lxc(int number) {
        return Guest.lxc(number, "ct-" + ++next, "pve" + (1 + chance.nextInt(NODES)))
                .addresses()
                .status(chance.nextInt(3) == 0 ? "stopped" : "running");
    }

    private void put(int number, Guest guest) {
        guests.put(number, guest);
        pve.add(guest);
    }

    private String change(String what, Consumer<Guest> how) {
        Integer number = take(guest -> true);
        if (number == null) {
            return "nothing";
        }
        busy.remove(number);
        pve.change(number, how);
        return what + " " + number;
    }

    private String flap() {
        Integer number = take(guest -> true);
        if (number == null) {
            return "nothing";
        }
        for (int i = 0; i < 8; i++) {
            String word = WORDS.get(chance.nextInt(2));
            later(60, () -> pve.change(number, guest -> guest.status(word)));
        }
        return "flaps " + number;
    }

    private String remove() {
        Integer number = takeAway();
        if (number == null) {
            return "nothing";
        }
        forget(number);
        return "removed " + number;
    }

    /** The same VM comes back, as from a backup. */
    private String takeBack() {
        Integer number = takeAway();
        if (number == null) {
            return "nothing";
        }
        Guest guest = forget(number);
        later(200, () -> put(number, guest));
        return "removed " + number + ", to come back";
    }

    /** Another VM has the number, at once or later. */
    private String giveNumberAgain() {
        Integer number = takeAway();
        if (number == null) {
            return "nothing";
        }
        Guest heir = qemu(number);
        if (chance.nextBoolean()) {
            put(number, heir);
            return "gave the number " + number + " to another";
        }
        forget(number);
        later(200, () -> put(number, heir));
        return "removed " + number + ", to be given to another";
    }

    private Guest forget(int number) {
        pve.remove(number);
        return Objects.requireNonNull(guests.remove(number));
    }

    private void later(int mostSeconds, Runnable work) {
        time.after(Duration.ofMillis(chance.nextInt(mostSeconds * 1000)), new VirtualTime.Life(), () -> {
            catchUp();
            work.run();
        });
    }

    /** One that nothing else is being done to, or null. */
    private @Nullable Integer take(Predicate<Guest> which) {
        List<Integer> free = new ArrayList<>(guests.keySet().stream()
                .filter(number -> !busy.contains(number) && which.test(guests.get(number)))
                .sorted()
                .toList());
        if (free.isEmpty()) {
            return null;
        }
        Integer number = free.get(chance.nextInt(free.size()));
        busy.add(number);
        return number;
    }

    /** A VM: containers have nothing by which one could be told from the next of its number. */
    private @Nullable Integer takeAway() {
        if (leavers >= MOST_LEAVERS || guests.size() < 3) {
            return null;
        }
        Integer number = take(Guest::isVm);
        if (number != null) {
            leavers++;
            left.add("qemu/" + number);
        }
        return number;
    }

    /** Whether it has a VM and nothing was done to take it away. */
    boolean stays(String id) {
        return !left.contains(id) && guests.containsKey(Integer.valueOf(id.substring(id.indexOf('/') + 1)));
    }

    /** What one sees who has never looked before. */
    Map<String, ObservedVm> truth() {
        catchUp();
        Map<String, ObservedVm> truth = new HashMap<>();
        try (HypervisorConnection anew =
                new ProxmoxHypervisor().open(new Target(0, List.of(pve.address()), credentials()), LONG)) {
            anew.observe(LONG).vms().forEach(vm -> truth.put(vm.reading().externalId(), vm));
        } catch (HypervisorException e) {
            throw new AssertionError("the double does not answer", e);
        }
        assertThat(truth).hasSameSizeAs(pve.vmids());
        return truth;
    }

    void close() {
        pve.close();
    }
}
