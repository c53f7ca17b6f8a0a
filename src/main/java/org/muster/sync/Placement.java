package org.muster.sync;

import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmState;

/**
 * On which connection a VM is when several of a cluster know it (rule 5): the active one wins over inactive ones; two
 * active ones are rivals, the current one kept. So a VM that migrates is where it was until it is down there, and then
 * at once where it is active.
 */
final class Placement {

    /** Whether the reading is of the VM where it is placed, and the state with place and rival as they now are. */
    record Placed(VmState state, boolean here) {}

    private Placement() {}

    /** @param full only full passes count rivals */
    static Placed of(VmState known, StatusReading seen, Pass pass, boolean full) {
        return known.connectionId() == pass.connectionId()
                ? placedHere(known, seen)
                : placedElsewhere(known, seen, pass, full);
    }

    private static Placed placedHere(VmState known, StatusReading seen) {
        VmState.Rival rival = known.rival();
        if (rival != null && !seen.status().isActive()) {
            // A migration has ended: what is left here is a definition.
            VmState moved = known.withPlace(rival.connectionId(), rival.node()).withRival(null);
            return new Placed(moved, false);
        }
        return new Placed(known.withPlace(known.connectionId(), seen.host()), true);
    }

    private static Placed placedElsewhere(VmState known, StatusReading seen, Pass pass, boolean full) {
        boolean active = seen.status().isActive();
        boolean abandoned = !known.isLive() || known.absence().since() != null;
        if (abandoned || active && !known.status().isActive()) {
            return new Placed(known.withPlace(pass.connectionId(), seen.host()).withRival(null), true);
        }
        if (active) {
            VmState.Rival rival = known.rival();
            return new Placed(
                    known.withRival(
                            full ? rivalAgain(rival, seen, pass) : rival != null ? rival : rival(seen, pass, 0)),
                    false);
        }
        return new Placed(withoutRival(known, pass.connectionId()), false);
    }

    private static VmState.Rival rivalAgain(VmState.@Nullable Rival before, StatusReading seen, Pass pass) {
        int passes = before != null && before.connectionId() == pass.connectionId() ? before.passes() : 0;
        return rival(seen, pass, Math.min(passes + 1, 2));
    }

    private static VmState.Rival rival(StatusReading seen, Pass pass, int passes) {
        return new VmState.Rival(pass.connectionId(), seen.host(), passes);
    }

    /** The state when a connection does not show the VM as active any more. */
    static VmState withoutRival(VmState known, long connection) {
        VmState.Rival rival = known.rival();
        return rival != null && rival.connectionId() == connection ? known.withRival(null) : known;
    }

    /** What is wrong if two have been active for two full passes, else null. */
    static @Nullable String rivalError(VmState state) {
        VmState.Rival rival = state.rival();
        return rival != null && rival.passes() >= 2 ? "also running on " + rival.node() : null;
    }
}
