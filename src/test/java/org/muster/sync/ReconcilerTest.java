package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.NOON;
import static org.muster.sync.Sample.applied;
import static org.muster.sync.Sample.details;
import static org.muster.sync.Sample.host;
import static org.muster.sync.Sample.many;
import static org.muster.sync.Sample.observation;
import static org.muster.sync.Sample.pass;
import static org.muster.sync.Sample.reading;
import static org.muster.sync.Sample.seen;
import static org.muster.sync.Sample.statuses;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.sync.lease.Lease;

class ReconcilerTest {

    private final Reconciler reconciler = new Reconciler(MissingPolicy.DEFAULT);

    private Map<String, Vm> known = new HashMap<>();
    private final Map<Long, Duration> lastFull = new HashMap<>();
    private long number;

    private int accepted;

    private Decision full(Duration after, long connection, ObservedVm... vms) {
        Duration since = after.minus(lastFull.getOrDefault(connection, after));
        lastFull.put(connection, after);
        Pass pass = pass(++number, connection, NOON.plus(after), since);
        Decision decision = reconciler.full(pass, observation(connection, vms), known, accepted);
        known = applied(known, decision, pass);
        return decision;
    }

    private Decision quick(Duration after, long connection, VmStatus status, String id) {
        Pass pass = pass(++number, connection, NOON.plus(after));
        Decision decision = reconciler.quick(pass, statuses(reading(id, connection, status)), known);
        known = applied(known, decision, pass);
        return decision;
    }

    private Vm row(String id) {
        return Objects.requireNonNull(known.get(id));
    }

    private VmState state(String id) {
        return row(id).state();
    }

    @Test
    void theSameObservationAgainChangesNothing() {
        full(Duration.ZERO, 10, many(50, 10));

        assertThat(full(Duration.ofMinutes(5), 10, many(50, 10)).changes()).isEmpty();
    }

    @Test
    void onlyTheRowThatDiffersIsChanged() {
        full(Duration.ZERO, 10, many(50, 10));
        ObservedVm[] later = many(50, 10);
        later[7] = seen("u7", 10, VmStatus.PAUSED);

        assertThat(full(Duration.ofMinutes(5), 10, later).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after().externalId()).isEqualTo("u7"));
    }

    @Test
    void aStartThatWasSeenIsTheStart() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        quick(Duration.ofSeconds(30), 10, VmStatus.RUNNING, "a");

        assertThat(state("a").startedAt()).isEqualTo(NOON.plusSeconds(30));
        quick(Duration.ofSeconds(60), 10, VmStatus.PAUSED, "a");
        quick(Duration.ofSeconds(90), 10, VmStatus.RUNNING, "a");
        assertThat(state("a").startedAt()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aVmFoundRunningHasNoMadeUpStart() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));

        assertThat(state("a").startedAt()).isNull();
    }

    @Test
    void unreadableDetailsKeepTheOldOnesAndSaySo() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        full(Duration.ofMinutes(5), 10, new ObservedVm(reading("a", 10, VmStatus.PAUSED), null, "XML is broken"));

        assertThat(state("a").details()).isEqualTo(details("vm-a"));
        assertThat(state("a").syncError()).isEqualTo("XML is broken");
        assertThat(state("a").status()).isEqualTo(VmStatus.PAUSED);
        full(Duration.ofMinutes(10), 10, seen("a", 10, VmStatus.PAUSED));
        assertThat(state("a").syncError()).isNull();
    }

    @Test
    void factsThatWereNotObservedClearNothing() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        VmDetails d = details("vm-a");
        VmDetails blind = new VmDetails(
                d.name(),
                d.uuid(),
                d.vmid(),
                d.type(),
                d.category(),
                d.memoryMib(),
                d.cores(),
                null,
                null,
                d.template(),
                d.autostart(),
                d.title(),
                d.description(),
                d.os(),
                d.tags(),
                d.nics());

        full(Duration.ofMinutes(5), 10, new ObservedVm(reading("a", 10, VmStatus.RUNNING), blind, null));

        assertThat(state("a").details()).isEqualTo(d);
    }

    @Test
    void missingTwiceAndForTheGraceIsGone() {
        full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);

        full(Duration.ofMinutes(5), 10, without);
        assertThat(state("u19").absence().since()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(state("u19").status()).isEqualTo(VmStatus.RUNNING);
        full(Duration.ofMinutes(10), 10, without);
        assertThat(state("u19").isLive()).as("twice, but for 5 minutes only").isTrue();
        Decision last = full(Duration.ofMinutes(15), 10, without);
        assertThat(last.gone()).isEqualTo(1);
        assertThat(state("u19").isLive()).isFalse();
        assertThat(state("u19").status()).as("the last known").isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void longAbsentFromOnePassOnlyIsNotGone() {
        full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        full(Duration.ofMinutes(5), 10, without);
        full(Duration.ofMinutes(20), 10, many(20, 10));

        full(Duration.ofMinutes(40), 10, without);

        assertThat(state("u19").isLive()).isTrue();
        assertThat(state("u19").absence().passes()).isEqualTo(1);
    }

    @Test
    void aGoneVmThatComesBackIsItselfAgain() {
        full(Duration.ZERO, 10, many(20, 10));
        long id = row("u19").id();
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        for (int minute = 5; minute <= 15; minute += 5) {
            full(Duration.ofMinutes(minute), 10, without);
        }
        assertThat(state("u19").isLive()).isFalse();

        full(Duration.ofMinutes(20), 10, many(20, 10));

        assertThat(row("u19").id()).isEqualTo(id);
        assertThat(state("u19").isLive()).isTrue();
        assertThat(state("u19").syncError()).isNull();
    }

    @Test
    void allLackingAtOnceIsNotBelieved() {
        full(Duration.ZERO, 10, many(3, 10));

        Decision decision = full(Duration.ofMinutes(5), 10);

        assertThat(decision.quarantine()).isNotNull();
        assertThat(decision.changes()).isEmpty();
    }

    @Test
    void anAcceptanceHoldsForAsManyAsWereAcceptedAndNoMore() {
        full(Duration.ZERO, 10, many(10, 10));
        accepted = 9;
        assertThat(full(Duration.ofMinutes(5), 10).quarantine()).isNotNull();
        accepted = 10;
        assertThat(full(Duration.ofMinutes(5), 10).quarantine()).isNull();
        assertThat(known.values())
                .allSatisfy(vm -> assertThat(vm.state().absence().since()).isNotNull());
    }

    @Test
    void fiveOrThirtyPercentMayVanishAtOnceButNotMore() {
        full(Duration.ZERO, 10, many(100, 10));
        assertThat(full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(100, 10), 69))
                        .quarantine())
                .isNotNull();
        assertThat(full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(100, 10), 70))
                        .quarantine())
                .isNull();
        known = new HashMap<>();
        full(Duration.ZERO, 10, many(8, 10));
        assertThat(full(Duration.ofMinutes(5), 10, Arrays.copyOf(many(8, 10), 3))
                        .quarantine())
                .isNull();
    }

    @Test
    void rowsThatWereWrittenByALaterPassAreLeftAlone() {
        full(Duration.ZERO, 10, many(3, 10));
        number += 10;
        full(Duration.ofSeconds(1), 10, many(3, 10));
        Map<String, Vm> later = new HashMap<>();
        known.forEach((id, vm) -> later.put(id, at(vm, number + 10)));
        known = later;

        assertThat(full(Duration.ofSeconds(2), 10, Arrays.copyOf(many(3, 10), 2))
                        .changes())
                .isEmpty();
        assertThat(quick(Duration.ofSeconds(2), 10, VmStatus.STOPPED, "vm-0").changes())
                .isEmpty();
    }

    private static Vm at(Vm vm, long pass) {
        return new Vm(vm.id(), vm.state(), pass, vm.updatedAt(), vm.cpuUsage(), vm.memoryUsage(), vm.revision());
    }

    @Test
    void aVmThatAQuickPassSeesIsMissingNoMore() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING), seen("b", 10, VmStatus.RUNNING));
        full(Duration.ofMinutes(5), 10, seen("b", 10, VmStatus.RUNNING));
        assertThat(state("a").absence().since()).isNotNull();

        quick(Duration.ofMinutes(9), 20, VmStatus.RUNNING, "a");

        assertThat(state("a").connectionId()).isEqualTo(20);
        assertThat(state("a").absence()).isEqualTo(VmState.Absence.NONE);
        assertThat(state("a").syncError()).isNull();
    }

    @Test
    void aQuickPassNeverMarksMissingButAsksForAFullOne() {
        full(Duration.ZERO, 10, many(2, 10));

        Decision decision = quick(Duration.ofSeconds(30), 10, VmStatus.RUNNING, "u0");

        assertThat(decision.changes()).isEmpty();
        assertThat(decision.wantsFull()).isTrue();
    }

    @Test
    void aStrangerInAQuickPassAsksForAFullOne() {
        Decision decision = quick(Duration.ZERO, 10, VmStatus.RUNNING, "new");

        assertThat(decision.changes()).isEmpty();
        assertThat(decision.wantsFull()).isTrue();
    }

    @Test
    void anOfflineHostsVmsKeepTheirStatus() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        Pass pass = pass(++number, 10, NOON.plusSeconds(300));
        Observation offline = new Observation(List.of(seen("a", 10, VmStatus.STOPPED)), List.of(host(10, false)), 1);

        VmState after =
                reconciler.full(pass, offline, known, 0).changes().get(0).after();

        assertThat(after.status()).isEqualTo(VmStatus.RUNNING);
        assertThat(after.syncError()).isEqualTo("host offline");
    }

    @Test
    void unknownNeverOverwritesWhatWasKnown() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.PAUSED));

        assertThat(full(Duration.ofMinutes(5), 10, seen("a", 10, VmStatus.UNKNOWN))
                        .changes())
                .isEmpty();
        assertThat(quick(Duration.ofMinutes(6), 10, VmStatus.UNKNOWN, "a").changes())
                .isEmpty();
    }

    @Test
    void aPassThatBeganBeforeAnActionDoesNotTouchItsStatus() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Vm row = row("a");
        VmState acted =
                row.state().withStatus(VmStatus.RUNNING, "running", NOON).withTask(null, 50);
        known.put("a", new Vm(row.id(), acted, 50, NOON, null, null, 9));

        number = 40;
        assertThat(quick(Duration.ofSeconds(1), 10, VmStatus.STOPPED, "a").changes())
                .isEmpty();
        number = 50;
        assertThat(quick(Duration.ofSeconds(1), 10, VmStatus.STOPPED, "a").changes())
                .hasSize(1);
    }

    @Test
    void bulkAnswersWithinTheSourcesLagDoNotTouchTheStatus() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        Pass fenced = new Pass(
                ++number, 1, 10, NOON.plusSeconds(5), Duration.ZERO, Set.of(row("a").id()), new Lease(0, 0, 0));

        assertThat(reconciler
                        .quick(fenced, statuses(reading("a", 10, VmStatus.STOPPED)), known)
                        .changes())
                .isEmpty();
    }

    @Test
    void whileATaskIsUnderWayOnlyATargetedObservationTouchesTheStatus() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Vm row = row("a");
        VmState starting =
                row.state().withStatus(VmStatus.STARTING, "stopped", null).withTask(new VmState.RowTask(3, null), 1);
        known.put("a", new Vm(row.id(), starting, 1, NOON, null, null, 9));

        assertThat(full(Duration.ofSeconds(1), 10, seen("a", 10, VmStatus.STOPPED))
                        .changes())
                .isEmpty();
        VmState after =
                reconciler.targeted(row("a"), Optional.of(seen("a", 10, VmStatus.RUNNING)), NOON.plusSeconds(2));
        assertThat(after.status()).isEqualTo(VmStatus.RUNNING);
        assertThat(after.startedAt()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void aMigratedVmKeepsItsRowAndADefinitionLeftBehindIsNoSecondVm() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        long id = row("a").id();

        full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));
        full(Duration.ofSeconds(20), 10, seen("a", 10, VmStatus.STOPPED));
        full(Duration.ofSeconds(30), 10, seen("a", 10, VmStatus.STOPPED));

        assertThat(known).hasSize(1);
        assertThat(row("a").id()).isEqualTo(id);
        assertThat(state("a").node()).isEqualTo("host-20");
        assertThat(state("a").status()).isEqualTo(VmStatus.RUNNING);
        assertThat(state("a").syncError()).isNull();
    }

    @Test
    void aStoppedVmThatStartsOnAnotherHostIsThereAtOnce() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));

        full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(state("a").node()).isEqualTo("host-20");
        assertThat(state("a").status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void twoActiveForTwoFullPassesAreOneRowWithAnError() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));
        full(Duration.ofSeconds(10), 20, seen("a", 20, VmStatus.RUNNING));
        assertThat(state("a").syncError()).isNull();

        full(Duration.ofSeconds(20), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(known).hasSize(1);
        assertThat(state("a").node()).isEqualTo("host-10");
        assertThat(state("a").syncError()).isEqualTo("also running on host-20");
        assertThat(full(Duration.ofSeconds(30), 10, seen("a", 10, VmStatus.RUNNING))
                        .changes())
                .as("no flip-flop")
                .isEmpty();
        full(Duration.ofSeconds(40), 20, seen("a", 20, VmStatus.STOPPED));
        assertThat(state("a").syncError()).isNull();
    }

    @Test
    void aVmThatLeftForItsRivalIsNotMissing() {
        full(Duration.ZERO, 10, many(10, 10));
        full(Duration.ofSeconds(10), 20, seen("u9", 20, VmStatus.RUNNING));

        Decision decision = full(Duration.ofSeconds(20), 10, Arrays.copyOf(many(10, 10), 9));

        assertThat(decision.quarantine()).isNull();
        assertThat(state("u9").node()).isEqualTo("host-20");
        assertThat(state("u9").absence()).isEqualTo(VmState.Absence.NONE);
    }

    @Test
    void anUpdateCarriesThePassItWasDerivedFrom() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Decision decision = quick(Duration.ofSeconds(9), 10, VmStatus.RUNNING, "a");

        assertThat(decision.changes())
                .singleElement()
                .isInstanceOfSatisfying(Change.Updated.class, change -> assertThat(change.knownPass())
                        .isEqualTo(1));
    }

    @Test
    void aClockThatIsSetForwardMakesNothingGone() {
        full(Duration.ZERO, 10, many(20, 10));
        ObservedVm[] without = Arrays.copyOf(many(20, 10), 19);
        full(Duration.ofMinutes(5), 10, without);

        Pass jumped = pass(++number, 10, NOON.plus(Duration.ofHours(1)), Duration.ofMinutes(5));
        Decision decision = reconciler.full(jumped, observation(10, without), known, accepted);

        assertThat(decision.gone()).isZero();
        assertThat(decision.changes()).singleElement().satisfies(change -> assertThat(
                        change.after().absence().lasted())
                .isEqualTo(Duration.ofMinutes(5)));
    }

    @Test
    void anOlderPassLeavesARowAloneThatAYoungerOneWrote() {
        full(Duration.ZERO, 10, seen("a", 10, VmStatus.STOPPED));
        Pass older = pass(++number, 10, NOON.plusSeconds(10));
        full(Duration.ofSeconds(20), 20, seen("a", 20, VmStatus.RUNNING));

        assertThat(reconciler
                        .full(older, observation(10, seen("a", 10, VmStatus.PAUSED)), known, accepted)
                        .changes())
                .isEmpty();
        assertThat(reconciler
                        .quick(older, statuses(reading("a", 10, VmStatus.PAUSED)), known)
                        .changes())
                .isEmpty();
    }
}
