package org.muster.inventory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the inventory as readers get it.
 *
 * @param id 1,000,000,000 or more
 * @param pass number of the pass or action that last wrote the state
 * @param updatedAt when the state was last written
 * @param cpuUsage percent 0..100, null if not known
 * @param memoryUsage percent 0..100, null if not known
 */
public record Vm(
        long id,
        VmState state,
        long pass,
        Instant updatedAt,
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        long revision) {

    /** The contract's vmid: Proxmox's number, else the row's id. */
    public long vmid() {
        Integer own = state.details().vmid();
        return own != null ? own : id;
    }

    /** Seconds since the known start; 0 when not running, null while running if the start is not known. */
    public @Nullable Long uptimeSeconds(Instant now) {
        if (state.status() != VmStatus.RUNNING) {
            return 0L;
        }
        Instant started = state.startedAt();
        return started == null
                ? null
                : Math.max(0, Duration.between(started, now).toSeconds());
    }
}
