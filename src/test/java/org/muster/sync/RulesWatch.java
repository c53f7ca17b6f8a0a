package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    private final BiPredicate<Long, String> stays;
    private final Map<Long, Map<String, Lack>> lacks = new HashMap<>();
    private final Map<String, Long> idOf = new HashMap<>();
    private final Map<Long, Long> observedAt = new HashMap<>();
    private Map<Long, Vm> rows = Map.of();
    private Map<Long, ConnectionState> known = Map.of();
    private long revision;
    private final Map<Long, Vm> followed = new HashMap<>();
    private long cursor;
    private int commits;

    /** How often and since when (monotonic, as passes begin) a connection's full observations have lacked a VM. */
    private record Lack(int times, long since, long last) {}

    /** @param stays whether a connection's host truly has had a VM all the time */
    RulesWatch(Database database, Time time, SyncConfig config, BiPredicate<Long, String> stays) {
        this.inventory = new Inventory(database);
        this.states = new ConnectionStates(database);
        this.time = time;
        this.config = config;
        this.stays = stays;
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
        if (told != null && !Objects.equals(now.get(told.connection()), known.get(told.connection()))) {
            connectionWritten(told, now);
        }
        known = now;
        long is = inventory.revision();
        assertThat(is).as("revisions only grow").isGreaterThanOrEqualTo(revision);
        if (is != revision) {
            rowsWritten(Objects.requireNonNull(told, "somebody wrote rows without having been told anything"));
            revision = is;
        }
        if (told != null && told.failure() == null) {
            stopsAreBelieved(told);
        }
        if (commits % 3 == 0) {
            follow();
        }
    }

    private void connectionWritten(ToldAnswers.Told told, Map<Long, ConnectionState> now) {
        long connection = told.connection();
        ConnectionState is = Objects.requireNonNull(now.get(connection));
        ConnectionState was = known.get(connection);
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
                noteLacking(told);
            }
        }
    }

    private void noteLacking(ToldAnswers.Told told) {
        Map<String, Lack> before = lacks.getOrDefault(told.connection(), Map.of());
        Map<String, Lack> after = new HashMap<>();
        for (String id : idOf.keySet()) {
            if (!told.readings().containsKey(id)) {
                Lack lack = before.getOrDefault(id, new Lack(0, told.begun(), 0));
                after.put(id, new Lack(lack.times + 1, lack.since, told.begun()));
            }
        }
        lacks.put(told.connection(), after);
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
                added(row, told);
            } else if (!comparable(before).equals(comparable(row))) {
                changed(before, row, told);
                if (before.state().absence().since() == null
                        && row.state().absence().since() != null) {
                    newlyMissing.add(row);
                }
            }
        }
        if (!newlyMissing.isEmpty()) {
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

    /** What has stopped where it is placed is active in no row, unless another connection that answers had it too. */
    private void stopsAreBelieved(ToldAnswers.Told told) {
        ConnectionState state = known.get(told.connection());
        for (Vm row : rows.values()) {
            StatusReading reading = told.readings().get(row.state().externalId());
            boolean here =
                    state != null && row.state().connectionId() == told.connection() && row.pass() <= state.lastPass();
            if (here
                    && row.state().isLive()
                    && reading != null
                    && !reading.status().isActive()) {
                assertThat(row.state().status().isActive()
                                && !isAwaited(row.state().rival()))
                        .as("rule 5: %s has stopped: %s", row.state().externalId(), row.state())
                        .isFalse();
            }
        }
    }

    private boolean isAwaited(VmState.@Nullable Rival rival) {
        ConnectionState state = rival == null ? null : known.get(rival.connectionId());
        return rival != null && rival.isAwaited() && (state == null || state.failingSince() == null);
    }

    private int mostMissing(long connection) {
        long placed = rows.values().stream()
                .filter(row -> row.state().isLive() && row.state().connectionId() == connection)
                .count();
        return (int) Math.max(config.missing().freeCount(), config.missing().freeShare() * placed);
    }

    private void added(Vm row, ToldAnswers.Told told) {
        String id = row.state().externalId();
        assertThat(told.failure()).as("rule 3: a failed pass adds nothing").isNull();
        assertThat(told.isFull()).as("only a full pass adds").isTrue();
        assertThat(told.readings()).as("nothing is made up").containsKey(id);
        assertThat(idOf.put(id, row.id()))
                .as("rule 5: %s has a row already", id)
                .isNull();
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
        StatusReading reading = told.readings().get(is.externalId());
        if (was.status() != is.status()) {
            assertThat(reading)
                    .as("rule 3: nobody said what %s does: %s -> %s", what, was.status(), is.status())
                    .isNotNull()
                    .extracting(StatusReading::status)
                    .isEqualTo(is.status());
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
        absence(was, is, told, what);
    }

    private void absence(VmState was, VmState is, ToldAnswers.Told told, String what) {
        boolean more = is.absence().passes() > was.absence().passes()
                || was.absence().since() == null && is.absence().since() != null
                || was.isLive() && !is.isLive();
        if (!more) {
            return;
        }
        assertThat(told.isFull())
                .as("rule 2: only a full pass says that %s is missing", what)
                .isTrue();
        assertThat(told.connection()).as("rule 2: only where %s was", what).isEqualTo(was.connectionId());
        assertThat(told.readings()).as("rule 2: %s was there", what).doesNotContainKey(is.externalId());
        if (was.isLive() && !is.isLive()) {
            Lack lack = Objects.requireNonNull(
                    lacks.getOrDefault(told.connection(), Map.of()).get(is.externalId()));
            assertThat(lack.times)
                    .as("rule 2: %s was given up too soon", what)
                    .isGreaterThanOrEqualTo(config.missing().passes());
            assertThat(Duration.ofNanos(lack.last - lack.since).plusSeconds(1))
                    .as("rule 2: %s was given up too soon", what)
                    .isGreaterThanOrEqualTo(config.missing().grace());
            assertThat(stays.test(was.connectionId(), is.externalId()))
                    .as("rule 2: %s is there and was given up", what)
                    .isFalse();
        }
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
        VmState s = row.state();
        return List.of(row.pass(), row.revision(), s.withStatus(s.status(), s.statusDetail(), (Instant) null));
    }
}
