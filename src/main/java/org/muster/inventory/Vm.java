package org.muster.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the inventory as readers get it.
 *
 * @param id 1,000,000,000 or more
 * @param pass number of the pass or action that last wrote the state
 * @param updatedAt when the state was last written
 * @param cpuUsage percent 0..100, null if not known
 * @param memoryUsage percent 0..100, null if not known
 * @param ownTags those that it has in Muster, beside its source's
 */
public record Vm(
        long id,
        VmState state,
        long pass,
        Instant updatedAt,
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        long revision,
        List<String> ownTags) {

    /** Without tags in Muster. */
    public Vm(
            long id,
            VmState state,
            long pass,
            Instant updatedAt,
            @Nullable Double cpuUsage,
            @Nullable Double memoryUsage,
            long revision) {
        this(id, state, pass, updatedAt, cpuUsage, memoryUsage, revision, List.of());
    }

    /** All its tags, those of its source first. */
    public List<String> tags() {
        List<String> source = state.details().tags();
        return ownTags.isEmpty()
                ? source
                : Stream.concat(source.stream(), ownTags.stream()).distinct().toList();
    }

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
