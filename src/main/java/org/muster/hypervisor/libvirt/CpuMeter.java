package org.muster.hypervisor.libvirt;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CPU usage as a difference: time that a domain's virtual CPUs spent, over the time that passed, over their number.
 * Outlives connections, so that a new one has usage at once. Safe for use by several threads.
 */
final class CpuMeter {

    /** Readings closer than this say nothing: libvirt's counters move in steps. */
    private static final long SHORTEST_NANOS = 200_000_000;

    private final Map<String, Reading> last = new HashMap<>();
    private final Map<String, Integer> cores = new HashMap<>();

    private record Reading(long cpuNanos, long atNanos, @Nullable Double percent) {}

    /** How many virtual CPUs each domain has, as a full observation saw it. Others are forgotten. */
    synchronized void learn(Map<String, Integer> coresById) {
        cores.keySet().retainAll(coresById.keySet());
        cores.putAll(coresById);
        last.keySet().retainAll(coresById.keySet());
    }

    /**
     * Percent 0..100, or null while it is not known.
     *
     * @param cpuNanos the domain's counter
     * @param atNanos monotonic time of the reading
     */
    synchronized @Nullable Double percent(String id, long cpuNanos, long atNanos) {
        Reading before = last.get(id);
        if (before != null && cpuNanos >= before.cpuNanos && atNanos - before.atNanos < SHORTEST_NANOS) {
            return before.percent;
        }
        Integer of = cores.get(id);
        Double percent = null;
        if (before != null && cpuNanos >= before.cpuNanos && of != null && of > 0) {
            percent = share(cpuNanos - before.cpuNanos, (double) (atNanos - before.atNanos) * of);
        }
        last.put(id, new Reading(cpuNanos, atNanos, percent));
        return percent;
    }

    /** Forgets the counters of domains that are not active now; they begin anew at a start. */
    synchronized void keepOnly(Set<String> active) {
        last.keySet().retainAll(active);
    }

    private static double share(long spent, double passed) {
        double percent = 100.0 * spent / passed;
        return Math.round(Math.max(0, Math.min(100, percent)) * 10) / 10.0;
    }
}
