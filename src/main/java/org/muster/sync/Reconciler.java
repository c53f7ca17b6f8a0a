package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.TargetedObservation;
import org.muster.inventory.Change;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/** Decides what an observation changes. Pure: the same input gives the same changes. */
public final class Reconciler {

    /** The sync error of a VM that the last complete observation lacked. */
    static final String MISSING = "missing: not in the last complete observation";

    private final MissingPolicy policy;

    public Reconciler(MissingPolicy policy) {
        this.policy = policy;
    }

    /**
     * What a complete observation changes.
     *
     * @param known rows by external id: those placed on the connection, and those of the observed ids
     * @param accepted so many lacking VMs are believed, whatever the policy says
     */
    Decision full(Pass pass, Observation observation, Map<String, Vm> known, int accepted) {
        Set<String> offline = observation.hosts().stream()
                .filter(host -> !host.online())
                .map(ObservedHost::name)
                .collect(Collectors.toSet());
        List<Change> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int errors = 0;
        int replaced = 0;
        for (ObservedVm vm : observation.vms()) {
            seen.add(vm.reading().externalId());
            errors += vm.error() == null ? 0 : 1;
            Vm row = known.get(vm.reading().externalId());
            boolean hostOffline = offline.contains(vm.reading().host());
            if (row == null) {
                changes.add(new Change.Added(FirstSight.of(pass, vm, hostOffline)));
            } else if (!isNewerThan(pass, row)) {
                List<Change> one = whole(row, vm, pass, hostOffline);
                replaced += one.size() > 1 ? 1 : 0;
                changes.addAll(one);
            }
        }
        return absent(pass, known, seen, new Tally(changes, errors, replaced), accepted);
    }

    /** What a pass has brought so far. @param gone VMs that were given up */
    private record Tally(List<Change> changes, int errors, int gone) {}

    /** A row under whose id another VM is now ends, and what hangs on it is not inherited. */
    private List<Change> whole(Vm row, ObservedVm vm, Pass pass, boolean hostOffline) {
        if (!SameVm.isAnother(row.state(), vm)) {
            return change(row, observed(row, vm, pass, hostOffline)).stream().toList();
        }
        Change other = new Change.Added(FirstSight.of(pass, vm, hostOffline));
        return change(row, SameVm.replaced(row.state(), pass.now()))
                .map(ended -> List.of(ended, other))
                .orElse(List.of(other));
    }

    /**
     * What an observation of some VMs changes.
     *
     * @param undefined those whose source told that their definition was removed on purpose: if they are absent, they are
     *     missing from now on, and no later pass wonders that they are (rule 2)
     * @param known the rows of the observed and the absent VMs
     */
    Decision some(Pass pass, TargetedObservation observation, Set<String> undefined, Map<String, Vm> known) {
        List<Change> changes = new ArrayList<>();
        int errors = 0;
        boolean wantsFull = false;
        for (ObservedVm vm : observation.vms()) {
            errors += vm.error() == null ? 0 : 1;
            Vm row = known.get(vm.reading().externalId());
            if (row == null) {
                changes.add(new Change.Added(FirstSight.of(pass, vm, false)));
            } else if (!isNewerThan(pass, row)) {
                changes.addAll(whole(row, vm, pass, false));
            }
        }
        for (String id : observation.absent()) {
            Vm row = known.get(id);
            if (row != null && row.state().isLive() && !isNewerThan(pass, row)) {
                wantsFull |= isPlacedHere(row, pass) && wasPresent(row, pass) && !undefined.contains(id);
                change(row, toldAbsent(row, pass, undefined.contains(id))).ifPresent(changes::add);
            }
        }
        return new Decision(changes, 0, errors, null, 0, wantsFull);
    }

    /** A VM that its source told of and has no more: it migrated, or it is missing if it was undefined on purpose. */
    private VmState toldAbsent(Vm row, Pass pass, boolean undefined) {
        VmState state = row.state();
        if (!isPlacedHere(row, pass)) {
            return Placement.withoutRival(state, pass.connectionId());
        }
        if (Placement.mayHaveLeft(state, pass)) {
            return withRivalError(missing(state, pass));
        }
        // No full pass has been without it yet: the grace begins with the first.
        return undefined && wasPresent(row, pass)
                ? state.withRival(null)
                        .withError(MISSING)
                        .withAbsence(new VmState.Absence(0, pass.now(), Duration.ZERO, null))
                : state;
    }

    /** Whether the row holds what was seen after the pass began (rule 4). */
    private static boolean isNewerThan(Pass pass, Vm row) {
        return row.pass() > pass.number();
    }

    /** What a status observation changes. */
    Decision quick(Pass pass, StatusObservation observation, Map<String, Vm> known) {
        List<Change> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean wantsFull = false;
        for (StatusReading reading : observation.readings()) {
            seen.add(reading.externalId());
            Vm row = known.get(reading.externalId());
            if (row == null || !row.state().isLive()) {
                wantsFull = true;
                continue;
            }
            if (isNewerThan(pass, row)) {
                continue;
            }
            Placement.Placed placed = Placement.of(row.state(), reading, pass, false);
            VmState state = placed.here() ? there(placed.state()) : placed.state();
            boolean offline = observation.offline().contains(reading.host());
            VmState after =
                    placed.here() ? StatusWord.withMarks(heard(row, state, reading, pass, offline), reading) : state;
            change(row, after).ifPresent(changes::add);
        }
        wantsFull |= known.values().stream()
                .anyMatch(
                        row -> isThere(row, pass) && !seen.contains(row.state().externalId()));
        return new Decision(changes, 0, 0, null, 0, wantsFull);
    }

    private static VmState heard(Vm row, VmState state, StatusReading reading, Pass pass, boolean hostOffline) {
        VmState after =
                !hostOffline && mayTouchStatus(row, pass) ? StatusWord.withStatus(state, reading, pass.now()) : state;
        String silence = StatusWord.silence(reading, hostOffline);
        boolean was = Staleness.isSilence(after.syncError());
        return was || silence != null && after.syncError() == null ? after.withError(silence) : after;
    }

    /** Whether the connection last showed the VM, here or as a rival. */
    private static boolean isThere(Vm row, Pass pass) {
        VmState.Rival rival = row.state().rival();
        return isPlacedHere(row, pass)
                ? row.state().absence().since() == null
                : rival != null && rival.connectionId() == pass.connectionId();
    }

    /** A VM that is seen is missing no more; a full pass tells the rest. */
    private static VmState there(VmState state) {
        if (state.absence().since() == null) {
            return state;
        }
        VmState seen = state.withAbsence(VmState.Absence.NONE);
        return MISSING.equals(seen.syncError()) ? seen.withError(null) : seen;
    }

    /**
     * The state of one VM after it alone was observed: no fence holds against this. A VM that its source does not have
     * keeps what was known, with an error; only a full pass gives it up.
     */
    public VmState targeted(Vm row, Optional<ObservedVm> seen, Instant now) {
        VmState known = row.state();
        if (seen.isEmpty()) {
            return known.withError(MISSING);
        }
        ObservedVm vm = seen.get();
        if (!known.isLive() || SameVm.isAnother(known, vm)) {
            return known;
        }
        VmState present =
                known.withPlace(known.connectionId(), vm.reading().host()).withAbsence(VmState.Absence.NONE);
        return withDetails(StatusWord.withStatus(present, vm.reading(), now), vm, false);
    }

    private VmState observed(Vm row, ObservedVm vm, Pass pass, boolean hostOffline) {
        Placement.Placed placed = Placement.of(row.state(), vm.reading(), pass, true);
        VmState state = placed.state();
        if (!placed.here()) {
            return withRivalError(state);
        }
        state = state.withAbsence(VmState.Absence.NONE);
        // First the status: whose guest is down, of that the source's word holds.
        state = !hostOffline && mayTouchStatus(row, pass)
                ? StatusWord.withStatus(state, vm.reading(), pass.now())
                : state;
        return withDetails(state, vm, hostOffline);
    }

    private static boolean mayTouchStatus(Vm row, Pass pass) {
        return row.state().task() == null
                && pass.number() >= row.state().fence()
                && !pass.fenced().contains(row.id());
    }

    private static VmState withDetails(VmState state, ObservedVm vm, boolean hostOffline) {
        VmDetails details = vm.details();
        String rival = Placement.rivalError(state);
        String silence = StatusWord.silence(vm.reading(), hostOffline);
        String ails = hostOffline || vm.error() == null ? silence : vm.error();
        String error = rival != null ? rival : ails;
        VmState marked = StatusWord.withMarks(state, vm.reading());
        return details == null ? marked.withError(error) : marked.described(details, error);
    }

    private static VmState withRivalError(VmState state) {
        String error = Placement.rivalError(state);
        boolean was = state.syncError() != null && state.syncError().startsWith("also running on ");
        return error != null || was ? state.withError(error) : state;
    }

    private Decision absent(Pass pass, Map<String, Vm> known, Set<String> seen, Tally tally, int accepted) {
        List<Change> changes = tally.changes();
        List<Vm> placed = known.values().stream()
                .filter(row -> isPlacedHere(row, pass) && !isNewerThan(pass, row))
                .toList();
        List<Vm> absent = placed.stream()
                .filter(row -> !seen.contains(row.state().externalId()))
                .toList();
        int lacking = (int) absent.stream().filter(row -> wasPresent(row, pass)).count();
        int present = (int) placed.stream().filter(row -> wasPresent(row, pass)).count();
        known.values().stream()
                .filter(row -> !isPlacedHere(row, pass)
                        && !isNewerThan(pass, row)
                        && !seen.contains(row.state().externalId()))
                .forEach(row -> change(row, withRivalError(Placement.withoutRival(row.state(), pass.connectionId())))
                        .ifPresent(changes::add));
        String quarantine = null;
        int gone = tally.gone();
        if (lacking > accepted && policy.isSuspicious(lacking, present)) {
            quarantine = lacking + " of " + present + " VMs are lacking at once; none of them is taken as missing";
            absent = absent.stream().filter(row -> !wasPresent(row, pass)).toList();
        }
        for (Vm row : absent) {
            VmState after = missing(row.state(), pass);
            gone += after.isLive() ? 0 : 1;
            change(row, after).ifPresent(changes::add);
        }
        return new Decision(changes, gone, tally.errors(), quarantine, lacking, false);
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
                .withError(MISSING)
                .withAbsence(new VmState.Absence(
                        passes, since, lasted.truncatedTo(ChronoUnit.MILLIS), givenUp ? pass.now() : null));
    }

    private static boolean wasPresent(Vm row, Pass pass) {
        return row.state().absence().since() == null && !Placement.mayHaveLeft(row.state(), pass);
    }

    private static boolean isPlacedHere(Vm row, Pass pass) {
        return row.state().isLive() && row.state().connectionId() == pass.connectionId();
    }

    private static Optional<Change> change(Vm row, VmState after) {
        return after.equals(row.state())
                ? Optional.empty()
                : Optional.of(new Change.Updated(row.id(), row.revision(), row.state(), after));
    }
}
