package org.muster.hypervisor.proxmox;

import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Marks;
import org.muster.inventory.VmStatus;

/**
 * A guest as {@code /cluster/resources} lists it.
 *
 * @param word the cluster's word for its status
 * @param cpu 0..1 of its virtual CPUs, null if not said
 * @param memory bytes, null if not said
 * @param uptime seconds, null if not said
 * @param marks what the cluster notes on it
 * @param shape whatever of its definition the list tells, and whether it is stopped: when that changes, the definition is
 *     read anew
 */
record Guest(
        GuestId id,
        String node,
        String word,
        @Nullable Double cpu,
        @Nullable Integer maxCpu,
        @Nullable Long memory,
        @Nullable Long maxMemory,
        @Nullable Long uptime,
        Marks marks,
        String shape) {

    static final String NODE_OFFLINE = "node offline";

    /** @param online whether its node is; else the list tells what was, for up to 300 s */
    StatusReading reading(boolean online) {
        return new StatusReading(
                id.toString(),
                node,
                online ? GuestStatus.of(word) : VmStatus.UNKNOWN,
                online ? word : NODE_OFFLINE,
                marks);
    }

    FigureReading figures() {
        Double used =
                memory == null || maxMemory == null || maxMemory == 0 ? null : (Double) (100.0 * memory / maxMemory);
        return new FigureReading(id.toString(), cpu == null ? null : (Double) (100 * cpu), used, uptime);
    }

    boolean isActive() {
        return GuestStatus.of(word).isActive();
    }
}
