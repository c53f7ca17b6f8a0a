package org.muster.hypervisor.proxmox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What outlives a connection to a cluster: the address that answered, its nodes' fingerprints as told by the cluster,
 * definitions that were read.
 */
record Remembered(AtomicInteger preferred, Set<Fingerprint> learnt, Map<GuestId, ReadConfig> configs) {

    /** A definition as it was read. @param shape of the guest then; another one means that it has changed */
    record ReadConfig(GuestConfig config, String shape, long readAt) {}

    Remembered() {
        this(new AtomicInteger(), ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
    }
}
