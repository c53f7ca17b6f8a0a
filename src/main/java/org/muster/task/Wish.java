package org.muster.task;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmAction;

/**
 * How a shutdown is to be done; of other actions nothing is to be wished for.
 *
 * @param force whether the VM is stopped when the patience is over and it is not down
 * @param patience how long its guest is waited for, whole seconds; null: as configured
 */
public record Wish(boolean force, @Nullable Duration patience) {

    /** As for every action. */
    public static final Wish NONE = new Wish(false, null);

    /** Most seconds that a guest may be waited for. */
    public static final long LONGEST = 3_600;

    /** Why it can't be had, one sentence; empty if it can. */
    Optional<String> refusal(VmAction action) {
        if (action != VmAction.SHUTDOWN && !equals(NONE)) {
            return Optional.of("Only a shutdown can be forced or be given time.");
        }
        boolean fits = patience == null || patience.toSeconds() >= 1 && patience.toSeconds() <= LONGEST;
        return fits ? Optional.empty() : Optional.of("A guest is given 1 to " + LONGEST + " s.");
    }

    /** As the audit trail has it: {@code force, timeout 60 s}; empty if nothing is wished for. */
    public String words() {
        String time = patience == null ? "" : "timeout " + patience.toSeconds() + " s";
        return !force ? time : time.isEmpty() ? "force" : "force, " + time;
    }
}
