package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.HypervisorException;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmCounts;
import org.muster.platform.Time;

/** How the roll call is going. */
@Singleton
public class SyncReport {

    /**
     * The state of one cluster.
     *
     * @param ownName how it calls itself, null if it does not
     * @param state ok, failing, quarantined, pending (never observed) or paused
     * @param syncing a pass is under way
     * @param nextDue when a connection of it is asked next
     * @param callsAMinute that its hypervisors were asked lately, together
     * @param backoffSeconds longest wait that a failing connection of it is in, 0 if none
     */
    public record ClusterSync(
            long id,
            String name,
            @Nullable String ownName,
            SourceKind kind,
            int hosts,
            String state,
            boolean syncing,
            @Nullable Instant lastFull,
            @Nullable Instant lastQuick,
            long durationMs,
            @Nullable Instant nextDue,
            long backoffSeconds,
            double callsAMinute,
            @Nullable String error) {}

    /**
     * The whole.
     *
     * @param lastFull the latest full pass of any cluster
     * @param consecutiveErrors the most failures in a row that a connection has now
     * @param running the engine is alive
     * @param busiest the ten connections that were asked most calls a minute lately, most first
     */
    public record SyncStats(
            VmCounts vms,
            @Nullable Instant lastFull,
            @Nullable Instant lastQuick,
            int consecutiveErrors,
            boolean running,
            List<ClusterSync> clusters,
            List<Busy> busiest) {}

    private record Cached(long until, Staleness staleness) {}

    private final Clusters clusters;
    private final ConnectionStates states;
    private final Connections connections;
    private final Inventory inventory;
    private final SyncEngine engine;
    private final SyncSettings settings;
    private final Time time;
    private volatile @Nullable Cached cached;

    @Inject
    public SyncReport(
            Clusters clusters,
            ConnectionStates states,
            Connections connections,
            Inventory inventory,
            SyncEngine engine,
            SyncSettings settings,
            Time time) {
        this.clusters = clusters;
        this.states = states;
        this.connections = connections;
        this.inventory = inventory;
        this.engine = engine;
        this.settings = settings;
        this.time = time;
    }

    /**
     * Which connections are stale now, as of at most a second ago: who asks within one second gets the same, so that what
     * was made of it can be compared.
     */
    public Staleness staleness() {
        Cached now = cached;
        if (now == null || now.until - time.nanos() < 0) {
            Staleness read = staleness(states.all(), paused(), settings.now().quickInterval(), time.now());
            now = new Cached(time.nanos() + Duration.ofSeconds(1).toNanos(), read);
            cached = now;
        }
        return now.staleness;
    }

    /**
     * A connection has its own interval: a quiet one is asked less often. What is paused is stale from its last observation. What is far from now was not observed lately: before it, or after it, when the clock has been set back since.
     */
    static Staleness staleness(List<ConnectionState> states, Set<Long> paused, Duration quickInterval, Instant now) {
        Map<Long, Instant> since = new HashMap<>();
        Map<Long, ConnectionState> byId = new HashMap<>();
        for (ConnectionState state : states) {
            Duration own = max(state.effort().quickInterval(), quickInterval);
            Instant oldest = now.minus(own.multipliedBy(2));
            Instant youngest = now.plus(own);
            byId.put(state.connectionId(), state);
            Instant observed = state.lastObserved();
            if (observed == null) {
                since.put(
                        state.connectionId(), state.failingSince() == null ? now : notAfter(state.failingSince(), now));
            } else if (paused.contains(state.connectionId())
                    || state.failingSince() != null
                    || observed.isBefore(oldest)
                    || observed.isAfter(youngest)) {
                since.put(state.connectionId(), notAfter(observed, now));
            }
        }
        return new Staleness(now, since, byId);
    }

    /** What seems to be in the future was before the clock was set back. */
    private static Instant notAfter(Instant known, Instant now) {
        return known.isAfter(now) ? now : known;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Counts of what the viewer may see, and every cluster's state. */
    public SyncStats stats(Viewer viewer) {
        List<ConnectionState> all = states.all();
        List<Connection> resting = connections.paused();
        Set<Long> paused = ids(resting);
        Staleness stale = staleness(all, paused, settings.now().quickInterval(), time.now());
        Map<Long, Integer> hosts = new HashMap<>();
        clusters.hosts().forEach(host -> hosts.merge(host.clusterId(), 1, Integer::sum));
        List<ClusterSync> each = clusters.all().stream()
                .map(cluster -> cluster(
                        cluster,
                        all.stream()
                                .filter(state -> state.clusterId() == cluster.id())
                                .toList(),
                        hosts.getOrDefault(cluster.id(), 0),
                        resting.stream().anyMatch(connection -> connection.clusterId() == cluster.id())))
                .toList();
        return new SyncStats(
                inventory.counts(viewer, stale),
                latest(all.stream().map(ConnectionState::lastFull).toList()),
                latest(all.stream().map(ConnectionState::lastQuick).toList()),
                all.stream()
                        .filter(state -> !paused.contains(state.connectionId()))
                        .mapToInt(ConnectionState::failures)
                        .max()
                        .orElse(0),
                engine.isRunning(),
                each,
                Busy.most(all, paused, connections));
    }

    private ClusterSync cluster(Cluster cluster, List<ConnectionState> members, int hosts, boolean paused) {
        Instant lastFull =
                latest(members.stream().map(ConnectionState::lastFull).toList());
        Instant lastQuick =
                latest(members.stream().map(ConnectionState::lastQuick).toList());
        ConnectionState failing = members.stream()
                .filter(state -> !paused && state.failures() > 0)
                .max(Comparator.comparingInt(ConnectionState::failures))
                .orElse(null);
        ConnectionState doubted = members.stream()
                .filter(state -> !paused && state.quarantine().isOpen())
                .findFirst()
                .orElse(null);
        String state = paused
                ? "paused"
                : failing != null ? "failing" : doubted != null ? "quarantined" : lastFull == null ? "pending" : "ok";
        Instant due = paused ? null : nextDue(lastFull, lastQuick);
        return new ClusterSync(
                cluster.id(),
                cluster.name(),
                cluster.ownName(),
                cluster.kind(),
                hosts,
                state,
                engine.isSyncing(cluster.id()),
                lastFull,
                lastQuick,
                members.stream().mapToLong(ConnectionState::durationMs).max().orElse(0),
                failing != null && failing.nextDue() != null ? failing.nextDue() : due,
                paused ? 0 : members.stream().mapToLong(this::backoff).max().orElse(0),
                paused
                        ? 0
                        : members.stream()
                                .mapToDouble(member -> member.effort().callsAMinute())
                                .sum(),
                failing != null
                        ? failing.error()
                        : doubted != null
                                ? doubted.quarantine().why()
                                : paused || cluster.quorate() ? null : Issues.NO_QUORUM);
    }

    private Set<Long> paused() {
        return ids(connections.paused());
    }

    private static Set<Long> ids(List<Connection> connections) {
        return connections.stream().map(Connection::id).collect(Collectors.toSet());
    }

    private @Nullable Instant nextDue(@Nullable Instant lastFull, @Nullable Instant lastQuick) {
        Instant last = lastQuick != null ? lastQuick : lastFull;
        return last == null ? null : last.plus(settings.now().quickInterval());
    }

    private long backoff(ConnectionState state) {
        Instant due = state.nextDue();
        return due == null ? 0 : Math.max(0, time.now().until(due, ChronoUnit.SECONDS));
    }

    private static @Nullable Instant latest(List<@Nullable Instant> instants) {
        return instants.stream()
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The kinds of hypervisor whose client library the last passes missed on this machine, each once. */
    public List<String> missingClients() {
        Map<Long, SourceKind> kinds = new HashMap<>();
        clusters.all().forEach(cluster -> kinds.put(cluster.id(), cluster.kind()));
        Set<Long> paused = paused();
        return staleness().states().values().stream()
                .filter(state -> !paused.contains(state.connectionId()))
                .filter(state ->
                        HypervisorException.Reason.CLIENT_MISSING.word().equals(state.reason()))
                .map(state -> kinds.get(state.clusterId()))
                .filter(Objects::nonNull)
                .map(SourceKind::word)
                .distinct()
                .sorted()
                .toList();
    }

    /** What is wrong, a sentence each; empty if all is well. */
    public List<String> issues() {
        return Issues.of(engine.isRunning(), clusters.all(), staleness(), paused());
    }
}
