package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;

/** What becomes of VMs that an observation lacks (rule 2). Pure, as its {@link Reconciler}. */
final class Absentees {

    private final MissingPolicy policy;

    Absentees(MissingPolicy policy) {
        this.policy = policy;
    }

    /**
     * What a full pass has decided, and what becomes of the VMs that it has not seen.
     *
     * @param accepted so many that are lacking are believed, whatever the policy says
     */
    Decision added(Decision present, Pass pass, Map<String, Vm> known, Set<String> seen, int accepted) {
        List<Change> changes = new ArrayList<>(present.changes());
        List<Vm> placed = known.values().stream()
                .filter(row -> isPlacedHere(row, pass) && !Reconciler.isNewerThan(pass, row))
                .toList();
        List<Vm> absent = placed.stream()
                .filter(row -> !seen.contains(row.state().externalId()))
                .toList();
        int lacking = (int) absent.stream().filter(row -> wasPresent(row, pass)).count();
        int there = (int) placed.stream().filter(row -> wasPresent(row, pass)).count();
        known.values().stream()
                .filter(row -> !isPlacedHere(row, pass)
                        && !Reconciler.isNewerThan(pass, row)
                        && !seen.contains(row.state().externalId()))
                .forEach(row -> Reconciler.change(
                                row, Placement.withRivalError(Placement.withoutRival(row.state(), pass.connectionId())))
                        .ifPresent(changes::add));
        String quarantine = null;
        int gone = present.gone();
        if (lacking > accepted && policy.isSuspicious(lacking, there)) {
            quarantine = lacking + " of " + there + " VMs are lacking at once; none of them is taken as missing";
            absent = absent.stream().filter(row -> !wasPresent(row, pass)).toList();
        }
        for (Vm row : absent) {
            VmState after = missing(row.state(), pass);
            gone += after.isLive() ? 0 : 1;
            Reconciler.change(row, after).ifPresent(changes::add);
        }
        return new Decision(changes, gone, present.errors(), quarantine, lacking, false);
    }

    /** A VM that its source told of and has no more: it migrated, or it is missing if it was undefined on purpose. */
    VmState told(Vm row, Pass pass, boolean undefined) {
        VmState state = row.state();
        if (!isPlacedHere(row, pass)) {
            return Placement.withoutRival(state, pass.connectionId());
        }
        if (Placement.mayHaveLeft(state, pass)) {
            return Placement.withRivalError(missing(state, pass));
        }
        // No full pass has been without it yet: the grace begins with the first.
        return undefined && wasPresent(row, pass)
                ? state.withRival(null)
                        .withError(Reconciler.MISSING)
                        .withAbsence(new VmState.Absence(0, pass.now(), Duration.ZERO, null))
                : state;
    }

    private VmState missing(VmState state, Pass pass) {
        VmState.Rival rival = state.rival();
        if (rival != null && Placement.mayHaveLeft(state, pass)) {
            return state.withRival(rival.awaited());
        }
        VmState.Absence before = state.absence();
        Instant since = before.since() == null ? pass.now() : before.since();
        Duration lasted = before.passes() == 0 ? Duration.ZERO : before.lasted().plus(pass.sinceFull());
        int passes = Math.min(before.passes() + 1, policy.passes());
        boolean givenUp = passes >= policy.passes() && lasted.compareTo(policy.grace()) >= 0;
        return state.withRival(null)
                .withError(Reconciler.MISSING)
                .withAbsence(new VmState.Absence(
                        passes, since, lasted.truncatedTo(ChronoUnit.MILLIS), givenUp ? pass.now() : null));
    }

    /** Whether it was not missing before. */
    static boolean wasPresent(Vm row, Pass pass) {
        return row.state().absence().since() == null && !Placement.mayHaveLeft(row.state(), pass);
    }

    /** Whether a live row is placed on the pass's connection. */
    static boolean isPlacedHere(Vm row, Pass pass) {
        return row.state().isLive() && row.state().connectionId() == pass.connectionId();
    }
}
