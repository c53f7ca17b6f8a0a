package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests.Running;
import org.muster.platform.DatabaseException;
import org.muster.platform.Meters;
import org.muster.platform.Threads;
import org.muster.platform.Time;

/**
 * Asks the guests of running VMs what they say of themselves, slowly: one at a time a host, on threads of its own, over
 * connections that passes have opened and that don't fail. Guests that don't answer delay nothing else (rule 6).
 */
@Singleton
public class GuestLane {

    private static final Logger LOG = System.getLogger(GuestLane.class.getName());
    /** So many are at work; guests that keep theirs waiting don't count. */
    private static final int THREADS = 16;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration ROSTER = Duration.ofSeconds(10);

    /** So that the first questions to a large fleet don't come at once. */
    private static final Duration EACH = Duration.ofMillis(20);

    private final Sources sources;
    private final GuestWriter writer;
    private final SyncSettings settings;
    private final Meters meters;
    private final Time time;
    private final ExecutorService pool;
    private final ScheduledExecutorService clock;
    private @Nullable Long lastRoster;

    @Inject
    public GuestLane(
            Sources sources, GuestWriter writer, SyncSettings settings, Threads threads, Meters meters, Time time) {
        this(
                sources,
                writer,
                settings,
                meters,
                time,
                new Crew(threads, "muster-guests", THREADS, () -> sources.held().stream()
                        .flatMap(source -> source.guests().asking())),
                threads.timer("muster-guests-clock"));
    }

    /** @param pool asks, when {@code clock} says that it is time; both are shut down in the end */
    GuestLane(
            Sources sources,
            GuestWriter writer,
            SyncSettings settings,
            Meters meters,
            Time time,
            ExecutorService pool,
            ScheduledExecutorService clock) {
        this.sources = sources;
        this.writer = writer;
        this.settings = settings;
        this.meters = meters;
        this.time = time;
        this.pool = pool;
        this.clock = clock;
    }

    /** From now on guests are asked. */
    void start() {
        clock.scheduleWithFixedDelay(this::quietTick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the schedule. */
    private void quietTick() {
        try {
            tick();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "Guests were not asked: the database failed: {0}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Asking guests failed unexpectedly.", e);
        }
    }

    /** Asks those that are due, one a host; one thread calls this. */
    void tick() {
        roster();
        sources.held().forEach(this::askNext);
    }

    /** Which VMs run, as the database has them. */
    private void roster() {
        long now = time.nanos();
        Long last = lastRoster;
        if (last != null && now - last < ROSTER.toNanos()) {
            return;
        }
        lastRoster = now;
        List<Running> all = writer.running();
        Map<Long, List<Running>> byConnection = all.stream().collect(Collectors.groupingBy(Running::connectionId));
        Duration spread = EACH.multipliedBy(all.size());
        for (Source source : sources.held()) {
            List<Running> here = byConnection.getOrDefault(source.connection().id(), List.of());
            source.guests().running(here, spread, now);
        }
    }

    /** These VMs' agents came or went. */
    void again(Source source, Collection<String> ids) {
        if (!ids.isEmpty()) {
            source.guests().again(ids, time.nanos());
            askNext(source);
        }
    }

    /** One of each host where none is being asked. */
    private void askNext(Source source) {
        HypervisorConnection open = source.isFailing() ? null : source.open();
        if (open == null) {
            return;
        }
        Running next = source.guests().begin(time.nanos());
        while (next != null && isTaken(source, open, next)) {
            next = source.guests().begin(time.nanos());
        }
    }

    private boolean isTaken(Source source, HypervisorConnection open, Running vm) {
        try {
            pool.execute(() -> ask(source, open, vm));
            return true;
        } catch (RejectedExecutionException e) {
            source.guests().end(vm); // Muster is stopping, or the next tick does it
            return false;
        }
    }

    /** The next one of that host follows at once, on a thread that is free then. */
    private void ask(Source source, HypervisorConnection open, Running vm) {
        try {
            observe(source, open, vm);
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "What a guest said could not be written: {0}", e.getMessage());
            source.guests().failed(vm.externalId(), interval(), time.nanos());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Asking a guest failed unexpectedly.", e);
            source.guests().failed(vm.externalId(), interval(), time.nanos());
        } finally {
            source.guests().end(vm);
        }
        askNext(source);
    }

    private void observe(Source source, HypervisorConnection open, Running vm) {
        GuestTurns turns = source.guests();
        String id = vm.externalId();
        Vm row = writer.row(vm).orElse(null);
        if (row == null) {
            turns.failed(id, interval(), time.nanos()); // the next roster leaves it out
            return;
        }
        try {
            GuestObservation seen = turns.asking(vm)
                    .during(() -> open.observeGuest(id, settings.now().guestDeadline()));
            count(source, seen.agent().name(), seen.calls());
            Instant now = time.now();
            Instant lastAnswer = turns.lastAnswer(id);
            turns.heard(id, seen, interval(), now, time.nanos());
            if (!writer.write(source.lease(), row, seen, turns.isAwayForLong(id, time.nanos()), lastAnswer, now)) {
                turns.again(List.of(id), time.nanos());
            }
        } catch (HypervisorException e) {
            count(source, e.reason().name(), 1);
            LOG.log(Level.DEBUG, "The guest of {0} could not be asked: {1}", id, e.getMessage());
            turns.failed(id, interval(), time.nanos());
        }
    }

    private Duration interval() {
        return settings.now().guestInterval();
    }

    private void count(Source source, String outcome, int calls) {
        meters.count(
                "muster_sync_guest_calls",
                calls,
                "cluster",
                Long.toString(source.connection().clusterId()),
                "outcome",
                outcome.toLowerCase(Locale.ROOT));
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        pool.shutdownNow();
    }
}
