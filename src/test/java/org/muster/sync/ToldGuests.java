package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.GuestUser;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Target;

/** Stands before a hypervisor and has guests say what a test wants; notes who was asked, and how many of a host at once. */
final class ToldGuests {

    /** What one guest does when it is asked. */
    interface Guest {
        GuestObservation ask(Duration limit) throws HypervisorException;
    }

    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> atOnce = new ConcurrentHashMap<>();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** From now on the guest of that VM answers so. */
    void says(String id, GuestObservation answer) {
        guests.put(id, limit -> answer);
    }

    void does(String id, Guest guest) {
        guests.put(id, guest);
    }

    /** From now on the guest answers nothing until the latch opens, whatever the limit. */
    void hangs(String id, CountDownLatch until) {
        guests.put(id, limit -> {
            try {
                until.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return silent();
        });
    }

    /** Whose guests were asked, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    long asked(String id) {
        return asked.stream().filter(id::equals).count();
    }

    /** The most guests of one host that were asked at the same time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    Hypervisor over(Hypervisor hypervisor) {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            Object answer = call(hypervisor, method, arguments);
            return answer instanceof HypervisorConnection open
                    ? over(open, ((Target) arguments[0]).connectionId())
                    : answer;
        });
    }

    private HypervisorConnection over(HypervisorConnection open, long connection) {
        AtomicInteger now = atOnce.computeIfAbsent(connection, id -> new AtomicInteger());
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("observeGuest")) {
                return call(open, method, arguments);
            }
            int running = now.incrementAndGet();
            mostAtOnce.accumulateAndGet(running, Math::max);
            try {
                String id = (String) arguments[0];
                asked.add(id);
                Guest guest = guests.get(id);
                return guest == null ? call(open, method, arguments) : guest.ask((Duration) arguments[1]);
            } finally {
                now.decrementAndGet();
            }
        });
    }

    static GuestObservation answers(String ip, String os) {
        return new GuestObservation(
                Agent.ANSWERS,
                List.of(new GuestAddress("", ip, 24, Origin.AGENT)),
                "inside",
                new GuestOs(os, os + " 1", "1", "6.1.0"),
                List.of(new FileSystem("vda1", "/", "ext4", 1000L, 500L)),
                List.of(new GuestUser("ada", "", 1_000L)),
                4);
    }

    static GuestObservation lease(Agent agent, String ip) {
        return network(agent, ip, Origin.LEASE);
    }

    static GuestObservation network(Agent agent, String ip, Origin origin) {
        return new GuestObservation(agent, List.of(new GuestAddress("", ip, 24, origin)), null, null, null, null, 5);
    }

    static GuestObservation silent() {
        return GuestObservation.nothing(Agent.SILENT, 4);
    }

    static GuestObservation away() {
        return GuestObservation.nothing(Agent.AWAY, 3);
    }

    static GuestObservation none() {
        return GuestObservation.nothing(Agent.NONE, 3);
    }
}
