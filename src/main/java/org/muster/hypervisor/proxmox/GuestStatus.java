package org.muster.hypervisor.proxmox;

import org.muster.inventory.VmStatus;

/**
 * Proxmox VE's words for a guest's status are QEMU's run states (qapi/run-state.json), {@code stopped}, and {@code unknown}
 * for a guest whose node has not told of it for 300 s. In Muster's words:
 *
 * <pre>
 * running, colo                                             running
 * stopped                                                   stopped
 * paused, prelaunch, io-error, internal-error, save-vm,
 * restore-vm, inmigrate, finish-migrate, postmigrate,
 * watchdog, debug                                           paused: held in memory, its CPUs stand still
 * suspended                                                 suspended
 * shutdown                                                  stopping
 * guest-panicked                                            crashed
 * anything else                                             unknown: what was known stays
 * </pre>
 */
final class GuestStatus {

    private GuestStatus() {}

    static VmStatus of(String word) {
        return switch (word) {
            case "running", "colo" -> VmStatus.RUNNING;
            case "stopped" -> VmStatus.STOPPED;
            case "paused",
                    "prelaunch",
                    "io-error",
                    "internal-error",
                    "save-vm",
                    "restore-vm",
                    "inmigrate",
                    "finish-migrate",
                    "postmigrate",
                    "watchdog",
                    "debug" -> VmStatus.PAUSED;
            case "suspended" -> VmStatus.SUSPENDED;
            case "shutdown" -> VmStatus.STOPPING;
            case "guest-panicked" -> VmStatus.CRASHED;
            default -> VmStatus.UNKNOWN;
        };
    }
}
