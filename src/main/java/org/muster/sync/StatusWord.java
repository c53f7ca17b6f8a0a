package org.muster.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Marks;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What a source's word for a VM's status makes of what is known of it. */
final class StatusWord {

    private StatusWord() {}

    /** Why the source's word for the status is none, or null. */
    static @Nullable String silence(StatusReading reading, boolean hostOffline) {
        return hostOffline ? Staleness.HOST_OFFLINE : reading.status() == VmStatus.UNKNOWN ? Staleness.NOT_TOLD : null;
    }

    /** The state with the status that was read; what is not known changes nothing. */
    static VmState withStatus(VmState state, StatusReading reading, Instant now) {
        VmStatus was = state.status();
        VmStatus is = reading.status();
        if (is == VmStatus.UNKNOWN) {
            return state;
        }
        VmState after = state.withStatus(is, reading.detail(), start(state, is, now));
        boolean cannotAnswer = is == VmStatus.STOPPED || is == VmStatus.CRASHED;
        return was != is && cannotAnswer
                ? after.withPorts(VmState.Ports.CLOSED)
                        .withGuest(after.details(), after.guest().ended())
                : after;
    }

    /** The state with what its cluster notes on the VM, which holds whether or not its host answers; unless not observed. */
    static VmState withMarks(VmState state, StatusReading reading) {
        Marks marks = reading.marks();
        return marks == null || marks.equals(state.marks()) ? state : state.withMarks(marks);
    }

    /** A start is known only if Muster saw the VM down before it saw it up. */
    private static @Nullable Instant start(VmState state, VmStatus is, Instant now) {
        if (!is.isActive()) {
            return null;
        }
        boolean wasDown = state.status() == VmStatus.STOPPED
                || state.status() == VmStatus.CRASHED
                || state.status() == VmStatus.STARTING;
        return wasDown ? now : state.startedAt();
    }
}
