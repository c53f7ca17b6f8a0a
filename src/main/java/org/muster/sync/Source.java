package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.inventory.PlacedVms;
import org.muster.sync.lease.Lease;

/** One polled connection as this process holds it: what is open, what is under way, when it may be asked again. */
final class Source {

    /** A pass that is wanted, and the runs that it will count for. */
    record Wanted(SyncKind kind, List<Run> runs) {}

    private static final Duration LOST = Duration.ofSeconds(5);

    private final Connection connection;
    private final Lease lease;
    private final List<Run> waiting = new ArrayList<>();
    private final EventInbox inbox;
    private final GuestTurns guests;
    private final PlacedVms placed;
    private final Wait passWait = new Wait();
    private final Wait lookWait = new Wait();
    private @Nullable HypervisorConnection open;
    private boolean fresh;
    private boolean busy;
    private boolean closed;
    private final Failures failures = new Failures();
    private boolean observedInFull;
    private long lastFull;
    private @Nullable SyncKind underWay;
    private @Nullable SyncKind last;
    private boolean owesFull;
    private boolean retried;
    private final Pace pace = new Pace();
    private final Calls calls = new Calls();
    private boolean tells;
    private boolean settled;
    private @Nullable Long lastLoss;

    /**
     * @param lease by which it is observed
     * @param heard is run, and must return at once, when the source tells of something
     */
    Source(Connection connection, Lease lease, Consumer<Source> heard) {
        this(connection, lease, heard, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param luck 0..1, spreads the questions to its guests */
    Source(Connection connection, Lease lease, Consumer<Source> heard, DoubleSupplier luck) {
        this.connection = connection;
        this.lease = lease;
        this.guests = new GuestTurns(luck);
        this.placed = new PlacedVms(connection.clusterId(), connection.id());
        this.inbox = new EventInbox(() -> heard.accept(this));
    }

    /** What the pass that is under way waits for. */
    Wait passWait() {
        return passWait;
    }

    /** What the look at its events that is under way waits for. */
    Wait lookWait() {
        return lookWait;
    }

    EventInbox inbox() {
        return inbox;
    }

    /** What the pass that is under way knows of its VMs. */
    PlacedVms placed() {
        return placed;
    }

    GuestTurns guests() {
        return guests;
    }

    /** Whether the connection was opened since this was asked last: what happened before was told to nobody. */
    synchronized boolean isFresh() {
        boolean was = fresh;
        fresh = false;
        return was;
    }

    Pace pace() {
        return pace;
    }

    Calls calls() {
        return calls;
    }

    /** Whether what is open tells of events. */
    synchronized void tells(boolean ofEvents) {
        tells = ofEvents;
    }

    /** Whether no events could get lost that a quick pass left out would have seen: what tells of them is open. */
    private boolean isHeard() {
        return tells && isConnected();
    }

    /** Whether it can be asked without being connected first. */
    synchronized boolean isConnected() {
        return open != null && open.isOpen();
    }

    /** Whether a quick pass is due at this tick; only one that would tell if something happened may be left out. */
    synchronized boolean isTurn(int most, long nanoTime) {
        return pace.isTurn(isHeard() ? most : 1, nanoTime);
    }

    /** How many ticks there are from a pass that changes nothing to the next quick one. */
    synchronized int ifQuiet(SyncKind kind, int most, long nanoTime) {
        return pace.ifQuiet(kind, isHeard() ? most : 1, nanoTime);
    }

    /**
     * Whether a connection that was open when its last pass ended has been closed since by the other side, or because it was
     * silent: then it is looked at now. True at most once in the interval.
     */
    synchronized boolean isLost(Duration interval, long nanoTime) {
        boolean lost = settled && !busy && !isFailing() && !isConnected();
        if (!lost || lastLoss != null && nanoTime - lastLoss < interval.toNanos()) {
            return false;
        }
        lastLoss = nanoTime;
        return true;
    }

    /**
     * How long opening it may take. Who answered last and was lost has been silent already: with libvirt's keepalive
     * (20 s) and the tick that notices (1 s) it is unreachable within 30 s.
     */
    synchronized Duration toOpen(Duration usual) {
        boolean lost = settled && !isFailing();
        return lost && usual.compareTo(LOST) > 0 ? LOST : usual;
    }

    Connection connection() {
        return connection;
    }

    Lease lease() {
        return lease;
    }

    /** A pass over it that waits for the word of any other connection; see {@link Pass} for what it takes. */
    Pass pass(long number, Instant now, Duration sinceFull, Set<Long> fenced) {
        return new Pass(number, connection.clusterId(), connection.id(), now, sinceFull, fenced, lease, Set.of());
    }

    /** Whether the caller may now run a pass; it must say {@link #next} when it has ended. */
    synchronized boolean begin(SyncKind kind) {
        if (busy || closed) {
            return false;
        }
        busy = true;
        underWay = kind;
        return true;
    }

    /** As {@link #begin}, but if a pass is under way the run is served by the one after it; a closed source serves none. */
    synchronized boolean beginOrWait(Run run) {
        if (begin(run.kind())) {
            return true;
        }
        if (busy) {
            waiting.add(run);
        } else {
            run.forget();
        }
        return false;
    }

    /** What to do after a pass; null: nothing, and the next one may begin. */
    synchronized @Nullable Wanted next() {
        last = underWay;
        if (waiting.isEmpty()) {
            busy = false;
            underWay = null;
            settled = isConnected();
            return null;
        }
        List<Run> runs = List.copyOf(waiting);
        waiting.clear();
        boolean full = runs.stream().anyMatch(run -> run.kind() == SyncKind.FULL);
        underWay = full ? SyncKind.FULL : SyncKind.QUICK;
        return new Wanted(underWay, runs);
    }

    /**
     * Whether a pass of that kind need not be begun: something is under way, and a full pass waits for the end of a quick
     * one but not for another full one.
     */
    synchronized boolean isBusyFor(SyncKind kind) {
        boolean fullComes = underWay == SyncKind.FULL || waiting.stream().anyMatch(run -> run.kind() == SyncKind.FULL);
        return busy && (kind == SyncKind.QUICK || fullComes);
    }

    /** A full pass may be committed, even if the database fails to say so: no time is counted from an earlier one. */
    synchronized void observedInFullPerhaps() {
        observedInFull = false;
    }

    /** A full pass that began then has been committed. */
    synchronized void observedInFull(long nanoTime) {
        observedInFull = true;
        owesFull = false;
        lastFull = nanoTime;
    }

    /** How long before {@code nanoTime} the last committed full pass began; zero if that is not known. */
    synchronized Duration sinceFull(long nanoTime) {
        return observedInFull ? Duration.ofNanos(nanoTime - lastFull) : Duration.ZERO;
    }

    /** It has missed a full pass of the timer's, because it waits after a failure. */
    synchronized void owesFull() {
        owesFull = true;
    }

    /** It is tried again, which stands for the next quick pass of the timer's. */
    synchronized void retried() {
        retried = true;
    }

    /** Whether it has a part in a pass of the timer's. */
    synchronized boolean hasPart(SyncKind kind) {
        boolean had = retried && kind == SyncKind.QUICK;
        retried = false;
        return !had;
    }

    /** How it is tried again: in full, for much may have happened meanwhile, unless one quick pass is all that failed. */
    synchronized SyncKind retryKind() {
        boolean quickIsAll = last == SyncKind.QUICK && failures.count() == 1 && !owesFull && isConnected();
        return quickIsAll ? SyncKind.QUICK : SyncKind.FULL;
    }

    /** How often it has failed since it last answered, and when it may be asked again. */
    Failures failures() {
        return failures;
    }

    boolean isFailing() {
        return failures.count() > 0;
    }

    synchronized @Nullable HypervisorConnection open() {
        if (open != null && !open.isOpen()) {
            open.close();
            open = null;
        }
        return open;
    }

    /** Keeps what was opened; closes it if the source was closed meanwhile. */
    synchronized void keep(HypervisorConnection opened) {
        if (closed) {
            opened.close();
        } else {
            open = opened;
            fresh = true;
            tells = false;
        }
    }

    /** Whether nothing may be asked of it any more. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends it: nothing begins any more, and what is open is closed. */
    synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
