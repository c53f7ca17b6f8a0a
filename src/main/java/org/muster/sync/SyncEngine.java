package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.platform.DatabaseException;
import org.muster.platform.Threads;
import org.muster.platform.Time;

/** Says which connections are observed now, and why. Each is observed at most once at a time, on bounded threads. */
@Singleton
public class SyncEngine {

    private final Sources sources;
    private final PassRunner passes;
    private final SyncRuns runs;
    private final RunPool pool;
    private final Probes probes;
    private final Time time;
    private volatile boolean started;

    @Inject
    public SyncEngine(
            Sources sources, PassRunner passes, SyncRuns runs, Threads threads, SyncSettings settings, Time time) {
        this(sources, passes, runs, crew(sources, threads, settings.now().threads()), time);
    }

    private static Crew crew(Sources sources, Threads threads, int width) {
        return new Crew(
                threads, "muster-sync", width, () -> sources.held().stream().map(Source::passWait));
    }

    private SyncEngine(Sources sources, PassRunner passes, SyncRuns runs, Crew crew, Time time) {
        this(sources, passes, runs, crew, crew::after, time);
    }

    /** @param threads run the passes; the engine shuts them down */
    SyncEngine(
            Sources sources,
            PassRunner passes,
            SyncRuns runs,
            ExecutorService threads,
            RunPool.Later later,
            Time time) {
        this.sources = sources;
        this.passes = passes;
        this.runs = runs;
        this.pool = new RunPool(passes, runs, threads, later, time);
        this.probes = new Probes(sources, passes, pool, time);
        this.time = time;
    }

    /** The timers run from now on. */
    void started() {
        started = true;
    }

    /** Whether the engine is alive. */
    public boolean isRunning() {
        return started && !pool.isStopped();
    }

    /** Whether a pass over the cluster is under way. */
    boolean isSyncing(long cluster) {
        return pool.isSyncing(cluster);
    }

    /**
     * The timers' tick: every connection that is not waiting after a failure. A quick one leaves out those that were tried
     * again since the last, and, most of the times, those where nothing has happened for long.
     */
    void tick(SyncKind kind) {
        boolean all = kind == SyncKind.FULL;
        if (all) {
            sources.held().stream().filter(Source::isFailing).forEach(Source::owesFull);
        }
        begin(kind, "timer", source -> !source.isFailing() && source.hasPart(kind) && (all || passes.isTurn(source)));
    }

    /** Closes what is no longer to be polled, whoever of those on this database has said so. */
    void follow() {
        sources.current();
    }

    /** Writes what could not be written while the database was away. */
    void recordOwed() {
        runs.recordOwed();
    }

    /** Observes in full what was taken over from another node. */
    void observe(Set<Integer> shards) {
        if (started) {
            begin(
                    SyncKind.FULL,
                    "lease",
                    source -> shards.contains(source.lease().shard()));
        }
    }

    /** Has looked at what was closed by the other side: it may be dead, and its turn may be far. */
    void look() {
        List<Source> lost = sources.held().stream().filter(passes::isLost).toList();
        if (!lost.isEmpty()) {
            begin(SyncKind.QUICK, "lost", lost::contains);
        }
    }

    /** Tries again those whose wait after a failure is over. */
    void retry() {
        long now = time.nanos();
        for (SyncKind kind : SyncKind.values()) {
            Predicate<Source> due = source -> source.failures().isDueAgain(now) && source.retryKind() == kind;
            List<Source> again = sources.held().stream().filter(due).toList();
            if (!again.isEmpty()) {
                again.forEach(Source::retried);
                begin(kind, "retry", due);
            }
        }
    }

    /** Asks those that wait longer after a failure whether they answer again; one that does is observed at once. */
    void probe() {
        probes.begin();
    }

    /** Has a connection observed in full because of what its source told; one that waits after a failure goes on waiting. */
    void observeAgain(Source source) {
        if (!source.isFailing() && !source.isClosed()) {
            pool.observe(source, "change");
        }
    }

    /** Those that are free of what there is, one run a cluster. */
    private void begin(SyncKind kind, String cause, Predicate<Source> which) {
        Predicate<Source> free = source -> !source.isBusyFor(kind);
        byCluster(free.and(which)).forEach((cluster, members) -> pool.begin(kind, cause, cluster, members, false));
    }

    private Map<Long, List<Source>> byCluster(Predicate<Source> which) {
        return sources.current().stream()
                .filter(which)
                .collect(Collectors.groupingBy(
                        source -> source.connection().clusterId(), TreeMap::new, Collectors.toList()));
    }

    /**
     * Starts a run over a cluster, or over all if {@code cluster} is null; joins one of that kind that is under way.
     *
     * @return the runs' ids, one a cluster; empty if there is no such cluster, or if it is paused
     */
    public List<Long> trigger(@Nullable Long cluster, SyncKind kind, String cause) {
        return demand(cluster, kind, cause).stream().map(Run::id).toList();
    }

    /**
     * Has what this node observes of a cluster (of all if null) observed in full now, for all who ask at the same time.
     *
     * @return for each cluster, once its run is over, whether all was observed
     */
    List<CompletableFuture<Boolean>> refresh(@Nullable Long cluster) {
        return demand(cluster, SyncKind.FULL, "live").stream()
                .map(run -> run.done().thenApply(result -> result.error() == null))
                .toList();
    }

    /** Under one lock, so that two who ask at once join one run. */
    private synchronized List<Run> demand(@Nullable Long cluster, SyncKind kind, String cause) {
        List<Run> wanted = new ArrayList<>();
        byCluster(source -> cluster == null || source.connection().clusterId() == cluster)
                .forEach((id, members) -> {
                    Run running = pool.demanded(id, kind);
                    wanted.add(running != null ? running : pool.begin(kind, cause, id, members, true));
                });
        return wanted;
    }

    /** Carries out what another node has asked for. */
    void carryOut(Demand demand) {
        Run run = new Run(demand.run(), demand.cluster(), demand.kind(), demand.cause(), time, true);
        List<Source> members = held(demand.cluster());
        if (members.size() < demand.connections()) {
            run.expect();
            run.ended(Run.Outcome.failed("not all of its connections are this node's, as far as it can tell"));
        }
        pool.begin(run, members);
    }

    private List<Source> held(long cluster) {
        try {
            return byCluster(source -> source.connection().clusterId() == cluster)
                    .getOrDefault(cluster, List.of());
        } catch (DatabaseException e) {
            return List.of(); // the run has been taken up, and must end
        }
    }

    @PreDestroy
    void stop() {
        pool.stop();
    }
}
