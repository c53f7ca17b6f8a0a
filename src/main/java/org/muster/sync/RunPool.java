package org.muster.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.muster.platform.DatabaseException;
import org.muster.platform.Time;

/** The runs that are under way, and the threads that carry out their passes. */
final class RunPool {

    private static final Logger LOG = System.getLogger(RunPool.class.getName());

    /** Has a short work done so long from now; may refuse with {@code RejectedExecutionException}. */
    interface Later {
        void after(Duration wait, Runnable work);
    }

    private final PassRunner passes;
    private final SyncRuns runs;
    private final ExecutorService threads;
    private final Later later;
    private final ConnectTurns turns = new ConnectTurns();
    private final Time time;
    private final Map<Run, List<Source>> active = new ConcurrentHashMap<>();

    /** @param threads are shut down by {@link #stop} */
    RunPool(PassRunner passes, SyncRuns runs, ExecutorService threads, Later later, Time time) {
        this.passes = passes;
        this.runs = runs;
        this.threads = threads;
        this.later = later;
        this.time = time;
    }

    /** Whether a pass over the cluster is under way. */
    boolean isSyncing(long cluster) {
        return active.keySet().stream().anyMatch(run -> run.cluster() == cluster);
    }

    /**
     * The run that whoever wants the whole cluster observed may join; null if there is none. One over a connection that
     * has been closed since does not show what there is now.
     */
    @Nullable
    Run demanded(long cluster, SyncKind kind) {
        return active.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(Source::isClosed))
                .map(Map.Entry::getKey)
                .filter(run -> run.cluster() == cluster && run.kind() == kind && run.isDemanded())
                .findFirst()
                .orElse(null);
    }

    /** Begins a run over some connections of a cluster. @param demanded somebody asked for it, and it is over all of them */
    Run begin(SyncKind kind, String cause, long cluster, List<Source> members, boolean demanded) {
        Run run = new Run(runs.nextId(), cluster, kind, cause, time, demanded);
        begin(run, members);
        return run;
    }

    /** Begins a run that has its number already. */
    void begin(Run run, List<Source> members) {
        active.put(run, List.copyOf(members));
        if (run.isPatient()) {
            runs.record(run.record());
        }
        run.done().thenAccept(result -> end(run, result));
        for (Source source : members) {
            submit(source, run);
        }
        run.seal();
    }

    /** Has one connection observed in full. */
    void observe(Source source, String cause) {
        try {
            begin(SyncKind.FULL, cause, source.connection().clusterId(), List.of(source), false);
        } catch (DatabaseException e) {
            LOG.log(
                    Level.WARNING,
                    "Connection {0} is not observed in full yet: {1}",
                    source.connection().addresses(),
                    e.getMessage());
        }
    }

    private void submit(Source source, Run run) {
        run.expect();
        if (run.isPatient() ? source.beginOrWait(run) : source.begin(run.kind())) {
            pass(source, new Source.Wanted(run.kind(), List.of(run)));
        } else if (!run.isPatient()) {
            run.forget();
        }
    }

    private void pass(Source source, Source.Wanted wanted) {
        Runnable work = () -> {
            PassRunner.Result result = passes.run(source, wanted.kind());
            wanted.runs().forEach(run -> run.ended(result.outcome()));
            if (result.wantsFull() && wanted.kind() == SyncKind.QUICK) {
                observe(source, "change"); // VMs came or went: only a full pass may say what that means
            }
            next(source);
        };
        inTurn(source, work, () -> {
            wanted.runs().forEach(run -> run.ended(Run.Outcome.failed("Muster is stopping")));
            next(source);
        });
    }

    /** Goes on with what has been asked of a connection meanwhile. @return whether there was anything */
    boolean next(Source source) {
        Source.Wanted next = source.next();
        if (next != null) {
            pass(source, next);
        }
        return next != null;
    }

    /** Asks a source, on one of the threads: at once or, if it is not connected, when its turn to be has come. */
    void inTurn(Source source, Runnable work, Runnable refused) {
        Duration wait = source.isConnected() ? Duration.ZERO : turns.take(time.nanos());
        if (wait.isZero()) {
            orElse(() -> threads.execute(work), refused);
        } else {
            orElse(() -> later.after(wait, () -> orElse(() -> threads.execute(work), refused)), refused);
        }
    }

    private static void orElse(Runnable handOver, Runnable refused) {
        try {
            handOver.run();
        } catch (RejectedExecutionException e) {
            refused.run();
        }
    }

    private void end(Run run, SyncRun result) {
        active.remove(run);
        boolean changed = result.added() + result.changed() + result.gone() > 0;
        if (run.isPatient() || changed || result.error() != null) {
            runs.record(result);
        }
    }

    boolean isStopped() {
        return threads.isShutdown();
    }

    void stop() {
        threads.shutdownNow();
    }
}
