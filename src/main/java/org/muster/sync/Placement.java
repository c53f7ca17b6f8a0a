package org.muster.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Change;
import org.muster.inventory.VmState;
import org.muster.inventory.VmState.Rival;
import org.muster.inventory.VmStatus;

/**
 * On which connection a VM is when several of a cluster know it (rule 5): the active one wins over inactive ones; two
 * active ones are rivals, the current one kept. A VM moves by the word of the connection that it moves to, and by no
 * other: one that is down where it was is where its rival says next that it is active. It has stopped where it was if the
 * rival says that it is not there, or if the rival says nothing, because it fails or is polled no more.
 */
final class Placement {

    /** Whether the reading is of the VM where it is placed, and the state with place and rival as they now are. */
    record Placed(VmState state, boolean here) {}

    private Placement() {}

    /** @param full only full passes count rivals */
    static Placed of(VmState known, StatusReading seen, Pass pass, boolean full) {
        return known.connectionId() == pass.connectionId()
                ? placedHere(known, seen, pass)
                : placedElsewhere(known, seen, pass, full);
    }

    private static Placed placedHere(VmState known, StatusReading seen, Pass pass) {
        VmState here = known.withPlace(known.connectionId(), seen.host());
        Rival rival = known.rival();
        if (rival == null || seen.status() == VmStatus.UNKNOWN) {
            return new Placed(here, true);
        }
        if (seen.status().isActive()) {
            return new Placed(here.withRival(rival.besides()), true);
        }
        return mayHaveLeft(known, pass)
                ? new Placed(known.withRival(rival.awaited()), false)
                : new Placed(here.withRival(null), true);
    }

    private static Placed placedElsewhere(VmState known, StatusReading seen, Pass pass, boolean full) {
        boolean active = seen.status().isActive();
        boolean abandoned = !known.isLive() || known.absence().since() != null;
        Rival rival = known.rival();
        boolean down = !known.status().isActive() || rival != null && rival.isAwaited();
        if (abandoned || active && down) {
            return new Placed(known.withPlace(pass.connectionId(), seen.host()).withRival(null), true);
        }
        if (active) {
            Rival one = full ? rivalAgain(rival, seen, pass) : rival != null ? rival : rival(seen, pass, 0);
            return new Placed(known.withRival(one), false);
        }
        return new Placed(seen.status() == VmStatus.UNKNOWN ? known : withoutRival(known, pass.connectionId()), false);
    }

    private static Rival rivalAgain(@Nullable Rival before, StatusReading seen, Pass pass) {
        int passes = before != null && before.connectionId() == pass.connectionId() ? before.passes() : 0;
        return rival(seen, pass, Math.min(passes + 1, 2));
    }

    private static Rival rival(StatusReading seen, Pass pass, int passes) {
        return new Rival(pass.connectionId(), seen.host(), passes);
    }

    /** Whether a VM that is down or absent where it is placed may be active elsewhere, which will be told. */
    static boolean mayHaveLeft(VmState known, Pass pass) {
        Rival rival = known.rival();
        return rival != null && !pass.silent().contains(rival.connectionId());
    }

    /** The state when a connection does not show the VM as active any more. */
    static VmState withoutRival(VmState known, long connection) {
        Rival rival = known.rival();
        return rival != null && rival.connectionId() == connection ? known.withRival(null) : known;
    }

    /** What is wrong if two have been active for two full passes, else null. */
    static @Nullable String rivalError(VmState state) {
        Rival rival = state.rival();
        return rival != null && rival.passes() >= 2 ? "also running on " + rival.node() : null;
    }

    /** The state with what is wrong because two are active, or without it if that is over. */
    static VmState withRivalError(VmState state) {
        String error = rivalError(state);
        boolean was = state.syncError() != null && state.syncError().startsWith("also running on ");
        return error != null || was ? state.withError(error) : state;
    }

    /** The VMs, by other connections, that are to be looked at now because the changes leave open where they are. */
    static Map<Long, Set<String>> open(List<Change> changes, Pass pass) {
        Map<Long, Set<String>> open = new HashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.Updated updated) {
                Long where = whoIsNext(updated.before(), updated.after());
                if (where != null && where != pass.connectionId()) {
                    open.computeIfAbsent(where, made -> new HashSet<>())
                            .add(updated.after().externalId());
                }
            }
        }
        return open;
    }

    private static @Nullable Long whoIsNext(VmState before, VmState after) {
        Rival was = before.rival();
        Rival is = after.rival();
        boolean awaited = was != null && was.isAwaited();
        if (is != null && is.isAwaited()) {
            return awaited ? null : (Long) is.connectionId();
        }
        boolean notThere = awaited && is == null && before.connectionId() == after.connectionId();
        return notThere ? (Long) after.connectionId() : null;
    }
}
