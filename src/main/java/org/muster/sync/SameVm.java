package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/**
 * Whether what a source shows under an id is the VM that the inventory knows under it. Sources that number their VMs give
 * the number of a deleted one to the next; its UUID is its own. Owners and history stay with the VM, not with the number.
 */
public final class SameVm {

    /** The sync error of a VM that ended because another has its number. */
    static final String REPLACED = "replaced: another VM has its number";

    private SameVm() {}

    /**
     * Of one that lives true only if both are known by a UUID, and it differs. One that is gone comes back only if it is
     * known to be the same: whoever owned it must not own the next that gets its number.
     */
    public static boolean isAnother(VmState known, ObservedVm seen) {
        VmDetails details = seen.details();
        String was = known.details().uuid();
        if (!known.isLive() && known.details().vmid() != null) {
            return was == null || details == null || !was.equals(details.uuid());
        }
        return details != null && was != null && details.uuid() != null && !was.equals(details.uuid());
    }

    /** The end of one that was replaced; one that has ended already is left as it is. */
    static VmState replaced(VmState known, Instant now) {
        return known.isLive()
                ? known.withRival(null).withError(REPLACED).withAbsence(new VmState.Absence(0, now, Duration.ZERO, now))
                : known;
    }
}
