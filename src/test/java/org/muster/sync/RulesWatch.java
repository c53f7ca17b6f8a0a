package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.Quarantine;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmChanges;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.Database;
import org.muster.platform.Time;

/** Looks at the inventory as a reader does after every commit, and fails where a rule of truth is broken. */
final class RulesWatch {

    private static final VmQuery ALL =
            new VmQuery(List.of(), null, Set.of(), null, null, null, null, true, VmQuery.Sort.NAME, false);

    private final Inventory inventory;
    private final ConnectionStates states;
    private final Time time;
    private final SyncConfig config;
    private final Map<String, Long> idOf = new HashMap<>();
    private final Map<Long, Long> observedAt = new HashMap<>();
    private final Lacks lacks;
    private final RowOrder order = new RowOrder();
    private Map<Long, Vm> rows = Map.of();
    private Map<Long, ConnectionState> known = Map.of();
    private long revision;
    private final Map<Long, Vm> followed = new HashMap<>();
    private long cursor;
    private int commits;

    /** @param stays whether a connection's host truly has had a VM all the time */
    RulesWatch(Database database, Time time, SyncConfig config, BiPredicate<Long, String> stays) {
        this.inventory = new Inventory(database);
        this.states = new ConnectionStates(database);
        this.time = time;
        this.config = config;
        this.lacks = new Lacks(config.missing(), stays);
        this.revision = inventory.revision();
    }

    int commits() {
        return commits;
    }

    Map<Long, Vm> rows() {
        return rows;
    }

    /** A pass has committed; {@code told} is what it had been told. */
    void committed(ToldAnswers.@Nullable Told told) {
        commits++;
        Map<Long, ConnectionState> now =
                states.all().stream().collect(Collectors.toMap(ConnectionState::connectionId, Function.identity()));
        boolean passed = told != null && !Objects.equals(now.get(told.connection()), known.get(told.connection()));
        if (told != null && passed) {
            connectionWritten(told, now);
        }
        known = now;
        long is = inventory.revision();
        assertThat(is).as("revisions only grow").isGreaterThanOrEqualTo(revision);
        if (is != revision) {
            rowsWritten(Objects.requireNonNull(told, "somebody wrote rows without having been told anything"));
            revision = is;
        }
        if (told != null && passed && told.failure() == null) {
            Stops.believed(told, rows.values(), known);
            order.confirmed(told, rows.values(), known);
        }
        if (commits % 3 == 0) {
            follow();
        }
    }

    private void connectionWritten(ToldAnswers.Told told, Map<Long, ConnectionState> now) {
        long connection = told.connection();
        ConnectionState is = Objects.requireNonNull(now.get(connection));
        ConnectionState was = known.get(connection);
        assertThat(told.isBulk()).as("only passes tell how a connection is").isTrue();
        assertThat(was == null ? 0 : was.lastPass())
                .as("rule 4: an older pass of connection %d wrote over a younger one", connection)
                .isLessThanOrEqualTo(is.lastPass());
        if (told.failure() != null) {
            assertThat(is.failingSince()).as("rule 3: a failure is told").isNotNull();
            assertThat(is.reason()).isEqualTo(told.failure());
            assertThat(is.quarantine()).isEqualTo(was == null ? Quarantine.NONE : was.quarantine());
        } else {
            assertThat(is.failingSince()).as("what answers does not fail").isNull();
            observedAt.put(connection, time.nanos());
            if (told.isFull()) {
                lacks.note(told, idOf.keySet());
            }
        }
    }

    private void rowsWritten(ToldAnswers.Told told) {
        Map<Long, Vm> now = new HashMap<>();
        inventory.list(ALL, Viewer.ALL, staleness(), 1, 1000).vms().forEach(vm -> now.put(vm.id(), vm));
        assertThat(now.keySet()).as("no row is lost").containsAll(rows.keySet());
        Set<String> live = new HashSet<>();
        List<Vm> newlyMissing = new ArrayList<>();
        for (Vm row : now.values()) {
            if (row.state().isLive()) {
                assertThat(live.add(row.state().externalId()))
                        .as("rule 5: two live rows of one VM")
                        .isTrue();
            }
            Vm before = rows.get(row.id());
            if (before == null) {
                added(row, told, now);
            } else if (!comparable(before).equals(comparable(row))) {
                changed(before, row, told);
                boolean lacks = row.state().isLive(); // else another has its number
                if (lacks
                        && before.state().absence().since() == null
                        && row.state().absence().since() != null) {
                    newlyMissing.add(row);
                }
            }
        }
        if (!newlyMissing.isEmpty() && told.isBulk()) {
            assertThat(Objects.requireNonNull(known.get(told.connection()))
                            .quarantine()
                            .isOn())
                    .as("rule 2: a quarantined pass marks nothing as missing")
                    .isFalse();
            assertThat(newlyMissing.size())
                    .as("rule 2: so many at once are quarantined")
                    .isLessThanOrEqualTo(mostMissing(told.connection()));
        }
        rows = now;
    }

    private int mostMissing(long connection) {
        long placed = rows.values().stream()
                .filter(row -> row.state().isLive() && row.state().connectionId() == connection)
                .count();
        return (int) Math.max(config.missing().freeCount(), config.missing().freeShare() * placed);
    }

    private void added(Vm row, ToldAnswers.Told told, Map<Long, Vm> now) {
        String id = row.state().externalId();
        assertThat(told.failure()).as("rule 3: a failed pass adds nothing").isNull();
        assertThat(told.details()).as("who adds has seen details").isNotNull();
        assertThat(told.readings()).as("nothing is made up").containsKey(id);
        Long other = idOf.put(id, row.id());
        if (other != null) {
            VmState ended = Objects.requireNonNull(now.get(other)).state();
            assertThat(ended.isLive()).as("rule 5: %s has a row already", id).isFalse();
            assertThat(ended.details().uuid())
                    .as("rule 5: %s is the VM that it was", id)
                    .isNotNull()
                    .isNotEqualTo(row.state().details().uuid());
        }
        assertThat(row.state().status())
                .isEqualTo(Objects.requireNonNull(told.readings().get(id)).status());
        assertThat(row.revision()).isGreaterThan(revision);
    }

    private void changed(Vm before, Vm row, ToldAnswers.Told told) {
        VmState was = before.state();
        VmState is = row.state();
        String what = is.details().name() + " " + is.externalId();
        assertThat(told.failure())
                .as("rule 3: a failed pass changed %s: %s -> %s", what, was, is)
                .isNull();
        assertThat(row.revision()).as("a change of %s moves its revision", what).isGreaterThan(revision);
        assertThat(row.pass()).as("rule 4: older overwrote newer: %s", what).isGreaterThanOrEqualTo(before.pass());
        assertThat(is.externalId()).isEqualTo(was.externalId());
        order.written(row, told, what, time.nanos());
        if (told.kind() == ToldAnswers.Kind.GUEST) {
            assertThat(unstarted(is))
                    .as("a guest tells of its facts alone")
                    .isEqualTo(unstarted(was.withGuest(is.details(), is.guest())));
            assertThat(row.pass()).as("a guest's word is no pass").isEqualTo(before.pass());
            return;
        }
        if (Objects.equals(is.syncError(), SameVm.REPLACED) && !is.isLive()) {
            ObservedVm heir = told.details() == null ? null : told.details().get(is.externalId());
            assertThat(
                            heir == null || heir.details() == null
                                    ? null
                                    : heir.details().uuid())
                    .as("rule 5: %s was not replaced", what)
                    .isNotNull()
                    .isNotEqualTo(was.details().uuid());
            assertThat(is.details()).isEqualTo(was.details());
            return;
        }
        String uuid = was.details().uuid();
        if (uuid != null) {
            assertThat(is.details().uuid())
                    .as("rule 5: the row of %s is another VM's now", what)
                    .isEqualTo(uuid);
        }
        StatusReading reading = told.readings().get(is.externalId());
        if (was.status() != is.status()) {
            assertThat(reading)
                    .as("rule 3: nobody said what %s does: %s -> %s", what, was.status(), is.status())
                    .isNotNull()
                    .extracting(StatusReading::status)
                    .isEqualTo(is.status());
            assertThat(is.status())
                    .as("rule 3: what %s did was known, and is not any more", what)
                    .isNotEqualTo(VmStatus.UNKNOWN);
        }
        if (!was.details().equals(is.details())) {
            ObservedVm seen = told.details() == null ? null : told.details().get(is.externalId());
            assertThat(seen == null ? null : seen.details())
                    .as("rule 1: nobody described %s", what)
                    .isNotNull();
        }
        if (was.connectionId() != is.connectionId()) {
            boolean down = was.rival() != null && was.rival().isAwaited();
            boolean kept =
                    was.isLive() && was.status().isActive() && was.absence().since() == null && !down;
            assertThat(kept)
                    .as("rule 5: %s was active where it was and was taken from there", what)
                    .isFalse();
            assertThat(is.connectionId())
                    .as("rule 5: %s was put where nobody has just seen it", what)
                    .isEqualTo(told.connection());
        }
        lacks.believed(was, is, told, what);
    }

    /** Readers' view at any moment: what was not observed lately is stale, with what was known. */
    void look() {
        Staleness stale = staleness();
        long patience = config.quickInterval().multipliedBy(2).plusSeconds(1).toNanos();
        known.forEach((connection, state) -> {
            Long at = observedAt.get(connection);
            if (at != null && time.nanos() - at > patience) {
                assertThat(stale.since())
                        .as("rule 3: connection %d is not stale", connection)
                        .containsKey(connection);
            }
            if (state.failingSince() != null) {
                assertThat(stale.since()).as("rule 3: what fails is stale").containsKey(connection);
            }
        });
        stale.since().values().forEach(since -> assertThat(since).isBeforeOrEqualTo(time.now()));
    }

    Staleness staleness() {
        return SyncReport.staleness(states.all(), Set.of(), config.quickInterval(), time.now());
    }

    /** A client that follows by its cursor has what a fresh read gives. */
    void follow() {
        VmChanges changes = inventory.since(cursor, VmQuery.EVERYTHING, Viewer.ALL, staleness());
        changes.vms().forEach(vm -> followed.put(vm.id(), vm));
        changes.gone().forEach(followed::remove);
        assertThat(changes.revision()).isGreaterThanOrEqualTo(cursor);
        cursor = changes.revision();
        Map<Long, Object> fresh = rows.values().stream()
                .filter(row -> row.state().isLive())
                .collect(Collectors.toMap(Vm::id, RulesWatch::comparable));
        Map<Long, Object> mine = followed.values().stream().collect(Collectors.toMap(Vm::id, RulesWatch::comparable));
        assertThat(mine).as("what a follower has").isEqualTo(fresh);
    }

    /** All of a row that moves its revision. */
    private static Object comparable(Vm row) {
        return List.of(row.pass(), row.revision(), unstarted(row.state()));
    }

    /** Without what figures tell and no revision does. */
    private static VmState unstarted(VmState s) {
        return s.withStatus(s.status(), s.statusDetail(), (Instant) null);
    }
}
