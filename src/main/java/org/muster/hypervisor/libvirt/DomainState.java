package org.muster.hypervisor.libvirt;

import java.util.List;
import java.util.Map;
import org.muster.inventory.VmStatus;

/**
 * libvirt's {@code virDomainState} and its reason, in our words and in its own.
 *
 * @param detail libvirt's word, with the reason in brackets where it tells of trouble
 */
record DomainState(VmStatus status, String detail) {

    private static final List<String> WORDS =
            List.of("nostate", "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "pmsuspended");
    private static final int PAUSED = 3;
    private static final int SHUTOFF = 5;
    private static final Map<Integer, String> WHY_PAUSED = Map.of(
            2,
            "migration",
            3,
            "saving",
            4,
            "dump",
            5,
            "I/O error",
            6,
            "watchdog",
            10,
            "crashed",
            13,
            "postcopy failed");
    private static final Map<Integer, String> WHY_OFF = Map.of(3, "crashed", 6, "failed");

    static DomainState of(int state, int reason) {
        VmStatus status =
                switch (state) {
                    case 1, 2 -> VmStatus.RUNNING;
                    case PAUSED -> VmStatus.PAUSED;
                    case 4 -> VmStatus.STOPPING;
                    case SHUTOFF -> VmStatus.STOPPED;
                    case 6 -> VmStatus.CRASHED;
                    case 7 -> VmStatus.SUSPENDED;
                    default -> VmStatus.UNKNOWN;
                };
        String word = state >= 0 && state < WORDS.size() ? WORDS.get(state) : "state " + state;
        String why =
                switch (state) {
                    case PAUSED -> WHY_PAUSED.getOrDefault(reason, "");
                    case SHUTOFF -> WHY_OFF.getOrDefault(reason, "");
                    default -> "";
                };
        return new DomainState(status, why.isEmpty() ? word : word + " (" + why + ")");
    }
}
