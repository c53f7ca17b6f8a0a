package org.muster.hypervisor.proxmox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;

/**
 * What outlives a connection to a cluster: the way there; whose turn it is at each node; the address that answered; its nodes' fingerprints by name, as
 * told by the cluster; definitions and counts of snapshots that were read.
 */
record Remembered(
        Wires wires,
        NodeTurns turns,
        AtomicInteger preferred,
        Map<String, Fingerprint> learnt,
        Map<GuestId, ReadConfig> configs,
        Map<GuestId, ReadSnapshots> snapshots) {

    /** A definition as it was read. @param shape of the guest then; another one means that it has changed */
    record ReadConfig(GuestConfig config, String shape, long readAt) {}

    /** How many snapshots a guest had. @param count null if that was never told */
    record ReadSnapshots(@Nullable Integer count, long readAt) {}

    /** Null if not known. */
    @Nullable
    Integer snapshotsOf(GuestId id) {
        ReadSnapshots read = snapshots.get(id);
        return read == null ? null : read.count();
    }

    static Remembered of(Credentials credentials) throws HypervisorException {
        Map<String, Fingerprint> learnt = new ConcurrentHashMap<>();
        Wires wires = new Wires(credentials.trust(learnt.values()).context());
        return new Remembered(
                wires,
                new NodeTurns(),
                new AtomicInteger(),
                learnt,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }
}
