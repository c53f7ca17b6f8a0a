package org.muster.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Time;

/** A run that is under way: the sum of its connections' passes. */
final class Run {

    /**
     * What one connection's pass brought.
     *
     * @param error why it failed, null if it succeeded
     */
    record Outcome(int seen, int added, int changed, int gone, int errors, int calls, @Nullable String error) {

        static Outcome failed(String error) {
            return new Outcome(0, 0, 0, 0, 1, 0, error);
        }

        Outcome plus(Outcome other) {
            return new Outcome(
                    seen + other.seen,
                    added + other.added,
                    changed + other.changed,
                    gone + other.gone,
                    errors + other.errors,
                    calls + other.calls,
                    error != null ? error : other.error);
        }
    }

    private static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, 0, null);

    private final long id;
    private final long cluster;
    private final SyncKind kind;
    private final String cause;
    private final Instant started;
    private final Time time;
    private final long startedNanos;
    private final CompletableFuture<SyncRun> done = new CompletableFuture<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final boolean demanded;
    private int expected;
    private boolean sealed;

    /** @param demanded somebody asked for all of the cluster that this node observes: others who do so join it */
    Run(long id, long cluster, SyncKind kind, String cause, Time time, boolean demanded) {
        this.id = id;
        this.cluster = cluster;
        this.kind = kind;
        this.cause = cause;
        this.time = time;
        this.started = time.now();
        this.startedNanos = time.nanos();
        this.demanded = demanded;
    }

    long id() {
        return id;
    }

    long cluster() {
        return cluster;
    }

    SyncKind kind() {
        return kind;
    }

    boolean isDemanded() {
        return demanded;
    }

    /** Whether it waits for those that are busy, and is recorded whatever it brings: all but the timers' quick ones. */
    boolean isPatient() {
        return demanded || kind == SyncKind.FULL;
    }

    /** Completes when every pass has ended. */
    CompletableFuture<SyncRun> done() {
        return done;
    }

    /** One more pass counts for this run. */
    synchronized void expect() {
        expected++;
    }

    /** One pass less: its connection was taken, or closed, meanwhile. */
    synchronized void forget() {
        expected--;
    }

    void ended(Outcome outcome) {
        synchronized (this) {
            outcomes.add(outcome);
        }
        completeIfOver();
    }

    /** No more passes will be added. */
    void seal() {
        synchronized (this) {
            sealed = true;
        }
        completeIfOver();
    }

    private void completeIfOver() {
        SyncRun result;
        synchronized (this) {
            if (!sealed || outcomes.size() < expected) {
                return;
            }
            result = record();
        }
        done.complete(result);
    }

    /** The record as it stands now. */
    synchronized SyncRun record() {
        Outcome sum = outcomes.stream().reduce(NOTHING, Outcome::plus);
        boolean over = sealed && outcomes.size() >= expected;
        String state = !over ? "running" : sum.error() == null ? "completed" : "failed";
        long millis = time.since(startedNanos).toMillis();
        return new SyncRun(
                id,
                cluster,
                kind,
                cause,
                state,
                started,
                millis,
                sum.seen(),
                sum.added(),
                sum.changed(),
                sum.gone(),
                sum.errors(),
                sum.calls(),
                sum.error());
    }
}
