package org.muster.sync;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * On which VMs an action ended lately, by the monotonic clock: sources whose bulk answers lag (Proxmox: 15 s) may still
 * tell what was before it (rule 4).
 */
@Singleton
public class Fences {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<Long, Long> endedAt = new ConcurrentHashMap<>();

    /** An action on this VM has just ended. */
    public void ended(long vm, long nanoTime) {
        endedAt.values().removeIf(at -> nanoTime - at > LONGEST.toNanos());
        endedAt.put(vm, nanoTime);
    }

    /** VMs on which an action ended within {@code lag} before {@code nanoTime}. */
    Set<Long> within(Duration lag, long nanoTime) {
        if (lag.isZero()) {
            return Set.of();
        }
        return endedAt.entrySet().stream()
                .filter(entry -> nanoTime - entry.getValue() <= lag.toNanos())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
