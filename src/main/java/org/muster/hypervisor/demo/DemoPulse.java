package org.muster.hypervisor.demo;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muster.platform.Threads;

/** Has fleets tell every second what their machines did of themselves, as hypervisors do. */
final class DemoPulse implements AutoCloseable {

    private static final long MS = 1_000;

    private final Collection<DemoFleet> fleets;
    private final Map<DemoFleet, Long> told = new HashMap<>();
    private final ScheduledExecutorService timer;

    /** @param fleets may grow meanwhile */
    DemoPulse(Collection<DemoFleet> fleets, Threads threads) {
        this.fleets = fleets;
        this.timer = threads.timer("muster-demo");
        timer.scheduleAtFixedRate(this::beat, MS, MS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        fleets.forEach(this::tell);
    }

    /** What happened since when it was told last, so that a late beat leaves nothing out. */
    private void tell(DemoFleet fleet) {
        long now = fleet.now();
        Long before = told.put(fleet, now);
        if (before != null) {
            fleet.tellChanges(before, now);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
