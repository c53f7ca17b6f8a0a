package org.muster.sync;

import java.time.Instant;
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

    private final Absentees absentees;

    public Reconciler(MissingPolicy policy) {
        absentees = new Absentees(policy);
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
        return absentees.added(new Decision(changes, replaced, errors, null, 0, false), pass, known, seen, accepted);
    }

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
        int replaced = 0;
        boolean wantsFull = false;
        for (ObservedVm vm : observation.vms()) {
            errors += vm.error() == null ? 0 : 1;
            Vm row = known.get(vm.reading().externalId());
            if (row == null) {
                changes.add(new Change.Added(FirstSight.of(pass, vm, false)));
            } else if (!isNewerThan(pass, row)) {
                List<Change> one = whole(row, vm, pass, false);
                replaced += one.size() > 1 ? 1 : 0;
                changes.addAll(one);
            }
        }
        for (String id : observation.absent()) {
            Vm row = known.get(id);
            if (row != null && row.state().isLive() && !isNewerThan(pass, row)) {
                wantsFull |=
                        Absentees.isPlacedHere(row, pass) && Absentees.wasPresent(row, pass) && !undefined.contains(id);
                change(row, absentees.told(row, pass, undefined.contains(id))).ifPresent(changes::add);
            }
        }
        return new Decision(changes, replaced, errors, null, 0, wantsFull);
    }

    /** Whether the row holds what was seen after the pass began (rule 4). */
    static boolean isNewerThan(Pass pass, Vm row) {
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
        return Absentees.isPlacedHere(row, pass)
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
            return Placement.withRivalError(state);
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

    static Optional<Change> change(Vm row, VmState after) {
        return after.equals(row.state())
                ? Optional.empty()
                : Optional.of(new Change.Updated(row.id(), row.revision(), row.state(), after));
    }
}
