package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.Target;

/** Stands before a hypervisor and notes, for each thread, what it was told last, and that rules 6 and 7 are kept. */
final class ToldAnswers {

    /**
     * What one thread was told last about all VMs of a connection.
     *
     * @param begun when it first asked, nanoseconds
     * @param details null if only statuses were asked for
     * @param failure why nothing was told, else null
     */
    record Told(
            long connection,
            long begun,
            Map<String, StatusReading> readings,
            @Nullable Map<String, ObservedVm> details,
            @Nullable String failure) {

        boolean isFull() {
            return details != null;
        }
    }

    /** Who asks what. */
    private record Asking(VirtualTime.Strand strand, Object on) {}

    private final VirtualTime time;
    private final Random chance;
    private final Predicate<VirtualTime.Strand> inTransaction;
    private final Map<VirtualTime.Strand, Told> told = new HashMap<>();
    private final Map<Long, Asking> asking = new HashMap<>();
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
        begun.putIfAbsent(strand, time.now());
        if (inTransaction.test(strand)) {
            throw new AssertionError("rule 7: " + method.getName() + " was asked inside a transaction");
        }
        Asking me = new Asking(strand, on);
        Asking other = asking.putIfAbsent(connection, me);
        if (other != null && isRival(other, strand)) {
            throw new AssertionError("rule 6: two passes at a time on connection " + connection);
        }
        asking.put(connection, me);
        try {
            Object answer = call(on, method, arguments);
            if (chance.nextInt(3) == 0) {
                // On its way; others are quicker meanwhile.
                time.sleep(Duration.ofMillis(chance.nextInt(400)).toNanos());
            }
            note(strand, connection, answer);
            return answer;
        } catch (HypervisorException e) {
            if (!method.getName().equals("observeFigures")) {
                told.put(
                        strand,
                        new Told(
                                connection,
                                began(strand),
                                Map.of(),
                                null,
                                e.reason().word()));
            }
            throw e;
        } finally {
            asking.remove(connection, me);
        }
    }

    /** A process that is dead or stands still asks nothing; one that is only just being connected to observes nothing. */
    private static boolean isRival(Asking other, VirtualTime.Strand strand) {
        boolean elsewhere = other.strand().life() != strand.life();
        boolean awake =
                !other.strand().life().isOver() && !other.strand().life().wasPaused();
        return other.strand() != strand && awake && !(elsewhere && other.on() instanceof Hypervisor);
    }

    private void note(VirtualTime.Strand strand, long connection, Object answer) {
        if (answer instanceof Observation full) {
            List<StatusReading> readings =
                    full.vms().stream().map(ObservedVm::reading).toList();
            note(strand, connection, readings, byId(full.vms(), vm -> vm.reading()
                    .externalId()));
        } else if (answer instanceof StatusObservation quick) {
            note(strand, connection, quick.readings(), null);
        }
    }

    private void note(
            VirtualTime.Strand strand,
            long connection,
            List<StatusReading> readings,
            @Nullable Map<String, ObservedVm> details) {
        Map<String, StatusReading> distinct = byId(readings, StatusReading::externalId);
        String failure = distinct.size() < readings.size() ? "bad_answer" : null;
        told.put(strand, new Told(connection, began(strand), distinct, details, failure));
    }

    private long began(VirtualTime.Strand strand) {
        return begun.getOrDefault(strand, 0L);
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, one -> one, (one, twin) -> one));
    }
}
