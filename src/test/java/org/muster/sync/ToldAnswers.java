package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.TargetedObservation;

/** Stands before a hypervisor and notes, for each thread, what it was told last, and that rules 6 and 7 are kept. */
final class ToldAnswers {

    /** What was asked for: all VMs, their statuses, some VMs that were told of, or one's guest. */
    enum Kind {
        FULL,
        QUICK,
        LOOK,
        GUEST
    }

    /**
     * What one thread was told last.
     *
     * @param begun when it drew its number, or when it first asked if that was earlier, nanoseconds
     * @param details null if they were not asked for
     * @param absent of those that were looked at
     * @param failure why nothing was told, else null
     */
    record Told(
            long connection,
            Kind kind,
            long begun,
            Map<String, StatusReading> readings,
            @Nullable Map<String, ObservedVm> details,
            Set<String> absent,
            @Nullable String failure) {

        boolean isFull() {
            return kind == Kind.FULL;
        }

        /** Whether it is of all VMs. */
        boolean isBulk() {
            return kind == Kind.FULL || kind == Kind.QUICK;
        }
    }

    /** Of each there is one at a time for a connection (rule 6). */
    private enum Lane {
        OPENING(400),
        PASS(400),
        LOOK(2_000),
        GUEST(4_000);

        /** So many ms an answer may be on its way. */
        private final int slowest;

        Lane(int slowest) {
            this.slowest = slowest;
        }
    }

    /** @param vm whose guest is asked, else empty */
    private record Way(long connection, Lane lane, String vm) {}

    /** Who asks what. */
    private record Asking(VirtualTime.Strand strand, Object on) {}

    private final VirtualTime time;
    private final Random chance;
    private final Predicate<VirtualTime.Strand> inTransaction;
    private final Map<VirtualTime.Strand, Told> told = new HashMap<>();
    private final Map<Way, Asking> asking = new HashMap<>();
    /** All that a connection has ever told of: of each, one guest is asked at a time. */
    private final Map<Long, Set<String>> hosts = new HashMap<>();

    private final Map<VirtualTime.Strand, Long> begun = new HashMap<>();
    private int calls;

    ToldAnswers(VirtualTime time, Random chance, Predicate<VirtualTime.Strand> inTransaction) {
        this.time = time;
        this.chance = chance;
        this.inTransaction = inTransaction;
    }

    @Nullable
    Told by(VirtualTime.Strand strand) {
        return told.get(strand);
    }

    /** A thread draws a pass's number. */
    void begins(VirtualTime.Strand strand) {
        begun.putIfAbsent(strand, time.now());
    }

    int calls() {
        return calls;
    }

    Hypervisor watch(Hypervisor hypervisor) {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("open")) {
                return call(hypervisor, method, arguments);
            }
            long connection = ((Target) arguments[0]).connectionId();
            return watch((HypervisorConnection) ask(connection, hypervisor, method, arguments), connection);
        });
    }

    private HypervisorConnection watch(HypervisorConnection open, long connection) {
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "isOpen" -> call(open, method, arguments);
            case "close" -> {
                // What is under way on it ends at once, if its host is no demo.
                asking.values().removeIf(who -> who.on() == open);
                yield call(open, method, arguments);
            }
            default -> ask(connection, open, method, arguments);
        });
    }

    private Object ask(long connection, Object on, Method method, Object[] arguments) throws Throwable {
        VirtualTime.Strand strand = time.current();
        calls++;
        begins(strand);
        if (inTransaction.test(strand)) {
            throw new AssertionError("rule 7: " + method.getName() + " was asked inside a transaction");
        }
        Asking me = new Asking(strand, on);
        Lane lane = lane(method.getName());
        Way way = new Way(connection, lane, lane == Lane.GUEST ? (String) arguments[0] : "");
        Asking other = asking.putIfAbsent(way, me);
        if (other != null && isRival(way, other, strand)) {
            throw new AssertionError("rule 6: two at a time: " + way);
        }
        if (lane == Lane.GUEST
                && guestsAsked(way, strand)
                        >= Math.max(1, hosts.getOrDefault(connection, Set.of()).size())) {
            throw new AssertionError("rule 6: more guests at a time than hosts: " + way);
        }
        asking.put(way, me);
        try {
            Object answer = call(on, method, arguments);
            if (chance.nextInt(3) == 0) {
                // On its way; others are quicker meanwhile.
                time.sleep(Duration.ofMillis(chance.nextInt(way.lane.slowest)).toNanos());
            }
            note(strand, connection, answer);
            return answer;
        } catch (HypervisorException e) {
            if (!method.getName().equals("observeFigures")) {
                told.put(
                        strand,
                        new Told(
                                connection,
                                Kind.QUICK,
                                began(strand),
                                Map.of(),
                                null,
                                Set.of(),
                                e.reason().word()));
            }
            throw e;
        } finally {
            asking.remove(way, me);
        }
    }

    /** Guests of the same connection that others are asking. */
    private long guestsAsked(Way mine, VirtualTime.Strand strand) {
        return asking.entrySet().stream()
                .filter(one -> one.getKey().connection() == mine.connection()
                        && one.getKey().lane() == Lane.GUEST
                        && isRival(one.getKey(), one.getValue(), strand))
                .count();
    }

    private static Lane lane(String method) {
        return switch (method) {
            case "open", "listen" -> Lane.OPENING;
            case "observeVms" -> Lane.LOOK;
            case "observeGuest" -> Lane.GUEST;
            default -> Lane.PASS;
        };
    }

    /**
     * A process that is dead asks nothing; one that stood still may have begun to ask before, or ask before it notices; one
     * that is only just being connected to observes nothing.
     */
    private static boolean isRival(Way way, Asking other, VirtualTime.Strand strand) {
        boolean elsewhere = other.strand().life() != strand.life();
        boolean stoodStill =
                elsewhere && (other.strand().life().wasPaused() || strand.life().wasPaused());
        boolean connects = elsewhere && way.lane() == Lane.OPENING;
        return other.strand() != strand && !other.strand().life().isOver() && !stoodStill && !connects;
    }

    private void note(VirtualTime.Strand strand, long connection, Object answer) {
        if (answer instanceof Observation full) {
            note(strand, connection, Kind.FULL, readings(full.vms()), full.vms(), Set.of());
        } else if (answer instanceof StatusObservation quick) {
            note(strand, connection, Kind.QUICK, quick.readings(), null, Set.of());
        } else if (answer instanceof TargetedObservation some) {
            note(strand, connection, Kind.LOOK, readings(some.vms()), some.vms(), some.absent());
        } else if (answer instanceof GuestObservation) {
            note(strand, connection, Kind.GUEST, List.of(), null, Set.of());
        }
    }

    private static List<StatusReading> readings(List<ObservedVm> vms) {
        return vms.stream().map(ObservedVm::reading).toList();
    }

    private void note(
            VirtualTime.Strand strand,
            long connection,
            Kind kind,
            List<StatusReading> readings,
            @Nullable List<ObservedVm> vms,
            Set<String> absent) {
        Map<String, StatusReading> distinct = byId(readings, StatusReading::externalId);
        readings.forEach(reading ->
                hosts.computeIfAbsent(connection, id -> new HashSet<>()).add(reading.host()));
        Map<String, ObservedVm> details =
                vms == null ? null : byId(vms, vm -> vm.reading().externalId());
        String failure = distinct.size() < readings.size() ? "bad_answer" : null;
        told.put(strand, new Told(connection, kind, began(strand), distinct, details, absent, failure));
    }

    private long began(VirtualTime.Strand strand) {
        return begun.getOrDefault(strand, 0L);
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, one -> one, (one, twin) -> one));
    }
}
