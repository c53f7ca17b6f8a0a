package org.muster.hypervisor.proxmox;

import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.ObservedHost;

/**
 * A node as {@code /cluster/resources} lists it; without the right Sys.Audit by name and status alone.
 *
 * @param online false if the cluster says that it is offline; one of which it says nothing is not called so
 * @param cpu 0..1, null if not said
 */
record Node(
        String name,
        boolean online,
        @Nullable Long cpus,
        @Nullable Double cpu,
        @Nullable Long memory,
        @Nullable Long maxMemory) {

    private static final long MIB = 1024 * 1024;

    static Node of(Row row, String name) {
        return new Node(
                name,
                !row.text("status").equals("offline"),
                row.whole("maxcpu"),
                row.number("cpu"),
                row.whole("mem"),
                row.whole("maxmem"));
    }

    /** @param version of the software, empty if not known */
    ObservedHost host(String version) {
        boolean tells = online && maxMemory != null && maxMemory > 0;
        return new ObservedHost(
                name,
                online,
                cpus == null ? 0 : (int) Math.min(cpus, Integer.MAX_VALUE),
                maxMemory == null ? 0 : maxMemory / MIB,
                tells && cpu != null ? (Double) (100 * cpu) : null,
                tells && memory != null && maxMemory != null ? (Double) (100.0 * memory / maxMemory) : null,
                version);
    }
}
