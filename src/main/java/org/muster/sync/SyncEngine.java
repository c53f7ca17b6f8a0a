package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Clusters;
import org.muster.platform.DatabaseException;
import org.muster.platform.Threads;
import org.muster.platform.Time;

/** Observes connections on its own bounded threads, each at most once at a time. */
@Singleton
public class SyncEngine {

    private static final Logger LOG = System.getLogger(SyncEngine.class.getName());

    /** Why a run was begun by the engine itself. */
    private static final String TIMER = "timer";

    private static final Duration PROBE = Duration.ofSeconds(15);

    private final Sources sources;
    private final PassRunner passes;
    private final SyncRuns runs;
    private final Clusters clusters;
    private final ExecutorService pool;
    private final Time time;
    private final Set<Run> active = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    @Inject
    public SyncEngine(
            Sources sources,
            PassRunner passes,
            SyncRuns runs,
            Clusters clusters,
            Threads threads,
            SyncSettings settings,
            Time time) {
        this(
                sources,
                passes,
                runs,
                clusters,
                crew(sources, threads, settings.now().threads()),
                time);
    }

    private static ExecutorService crew(Sources sources, Threads threads, int width) {
        return new Crew(
                threads, "muster-sync", width, () -> sources.held().stream().map(Source::passWait));
    }

    /** @param pool runs the passes; the engine shuts it down */
    SyncEngine(Sources sources, PassRunner passes, SyncRuns runs, Clusters clusters, ExecutorService pool, Time time) {
        this.sources = sources;
        this.passes = passes;
        this.runs = runs;
        this.clusters = clusters;
        this.pool = pool;
        this.time = time;
    }

    /** The timers run from now on. */
    void started() {
        started = true;
    }

    /** Whether the engine is alive. */
    public boolean isRunning() {
        return started && !pool.isShutdown();
    }

    /** Whether a pass over the cluster is under way. */
    boolean isSyncing(long cluster) {
        return active.stream().anyMatch(run -> run.cluster() == cluster);
    }

    /**
     * The timers' tick: every connection that is free and not waiting after a failure. A quick one leaves out, most of the
     * times, those where nothing has happened for long.
     */
    void tick(SyncKind kind) {
        boolean full = kind == SyncKind.FULL;
        Predicate<Source> free = source -> !source.isFailing() && !source.isBusyFor(kind);
        begin(kind, TIMER, null, source -> free.test(source) && (full || passes.isTurn(source)), false);
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
                    null,
                    source -> shards.contains(source.lease().shard()),
                    false);
        }
    }

    /** Has looked at what was closed by the other side: it may be dead, and its turn may be far. */
    void look() {
        List<Source> lost = sources.held().stream().filter(passes::isLost).toList();
        if (!lost.isEmpty()) {
            begin(SyncKind.QUICK, "lost", null, lost::contains, false);
        }
    }

    /** Tries again those whose wait after a failure is over: with a full pass, for much may have happened meanwhile. */
    void retry() {
        long now = time.nanos();
        if (sources.held().stream().anyMatch(source -> source.isDueAgain(now))) {
            begin(SyncKind.FULL, "retry", null, source -> source.isDueAgain(now), false);
        }
    }

    /** Asks those that wait longer after a failure whether they answer again; one that does is observed at once. */
    void probe() {
        for (Source source : sources.held()) {
            if (source.isDueForProbe(PROBE, time.nanos()) && source.begin(SyncKind.QUICK)) {
                try {
                    pool.execute(() -> probe(source));
                } catch (RejectedExecutionException e) {
                    source.next();
                }
            }
        }
    }

    private void probe(Source source) {
        boolean answers = passes.answers(source);
        source.tried(time.nanos());
        if (answers) {
            source.answers(time.nanos());
        }
        Source.Wanted next = source.next();
        if (next != null) {
            execute(source, next);
        } else if (answers) {
            retryAtOnce();
        }
    }

    private void retryAtOnce() {
        try {
            retry();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "What answers again is not observed yet: {0}", e.getMessage());
        }
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
        for (var one : clusters.all()) {
            if (cluster != null && one.id() != cluster) {
                continue;
            }
            Run running = active.stream()
                    .filter(run -> run.cluster() == one.id() && run.kind() == kind && run.isDemanded())
                    .findFirst()
                    .orElse(null);
            wanted.addAll(running != null ? List.of(running) : begin(kind, cause, one.id(), source -> true, true));
        }
        return wanted;
    }

    private List<Run> begin(
            SyncKind kind, String cause, @Nullable Long cluster, Predicate<Source> which, boolean demanded) {
        Map<Long, List<Source>> byCluster = sources.current().stream()
                .filter(source -> cluster == null || source.connection().clusterId() == cluster)
                .filter(which)
                .filter(source -> demanded || !source.isBusyFor(kind))
                .collect(Collectors.groupingBy(source -> source.connection().clusterId()));
        List<Run> begun = new ArrayList<>();
        byCluster.forEach((id, members) -> begun.add(begin(kind, cause, id, members, demanded)));
        return begun;
    }

    /** Carries out what another node has asked for. */
    void carryOut(Demand demand) {
        Run run = new Run(demand.run(), demand.cluster(), demand.kind(), demand.cause(), time, true);
        List<Source> members;
        try {
            members = sources.current().stream()
                    .filter(source -> source.connection().clusterId() == demand.cluster())
                    .toList();
        } catch (DatabaseException e) {
            members = List.of();
        }
        if (members.size() < demand.connections()) {
            run.expect();
            run.ended(Run.Outcome.failed("not all of its connections are this node's, as far as it can tell"));
        }
        begin(run, members);
    }

    private Run begin(SyncKind kind, String cause, long cluster, List<Source> members, boolean demanded) {
        Run run = new Run(runs.nextId(), cluster, kind, cause, time, demanded);
        begin(run, members);
        return run;
    }

    private void begin(Run run, List<Source> members) {
        active.add(run);
        boolean worthKeeping = run.isDemanded() || run.kind() == SyncKind.FULL;
        if (worthKeeping) {
            runs.record(run.record());
        }
        run.done().thenAccept(result -> end(run, result, worthKeeping));
        for (Source source : members) {
            submit(source, run);
        }
        run.seal();
    }

    private void submit(Source source, Run run) {
        run.expect();
        boolean patient = run.isDemanded() || run.kind() == SyncKind.FULL;
        if (patient ? source.beginOrWait(run) : source.begin(run.kind())) {
            execute(source, new Source.Wanted(run.kind(), List.of(run)));
        } else if (!patient) {
            run.forget();
        }
    }

    private void execute(Source source, Source.Wanted wanted) {
        try {
            pool.execute(() -> work(source, wanted));
        } catch (RejectedExecutionException e) {
            wanted.runs().forEach(run -> run.ended(Run.Outcome.failed("Muster is stopping")));
            source.next();
        }
    }

    private void work(Source source, Source.Wanted wanted) {
        PassRunner.Result result = passes.run(source, wanted.kind());
        wanted.runs().forEach(run -> run.ended(result.outcome()));
        if (result.wantsFull() && wanted.kind() == SyncKind.QUICK) {
            follow(source);
        }
        Source.Wanted next = source.next();
        if (next != null) {
            execute(source, next);
        }
    }

    /** A quick pass saw VMs come or go: only a full one may say what that means. */
    private void follow(Source source) {
        long cluster = source.connection().clusterId();
        try {
            begin(SyncKind.FULL, "change", cluster, List.of(source), true);
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "No full pass follows a quick one: {0}", e.getMessage());
        }
    }

    /** Has a connection observed in full because of what its source told; one that waits after a failure goes on waiting. */
    void observeAgain(Source source) {
        if (!source.isFailing() && !source.isClosed()) {
            follow(source);
        }
    }

    private void end(Run run, SyncRun result, boolean worthKeeping) {
        active.remove(run);
        boolean changed = result.added() + result.changed() + result.gone() > 0;
        if (worthKeeping || changed || result.error() != null) {
            runs.record(result);
        }
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
