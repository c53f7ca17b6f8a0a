package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.platform.DatabaseException;
import org.muster.platform.Time;

/**
 * Says every second, by the monotonic clock, which of the engine's works are due, so that an interval that was changed
 * holds at once. Full and quick passes, and the second look at what failed, are each due by themselves (rule 9).
 */
@Singleton
public class Timetable {

    /** How often {@link #tick} is to be called. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Timetable.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Consumer<SyncKind> pass;
    private final Runnable look;
    private final List<Runnable> again;
    private final SyncSettings settings;
    private final Time time;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable Turn full;
    private @Nullable Turn quick;
    private @Nullable Turn retry;

    @Inject
    public Timetable(SyncEngine engine, SyncSettings settings, Time time) {
        this(
                engine::tick,
                engine::look,
                List.of(engine::follow, engine::recordOwed, engine::retry, engine::probe),
                settings,
                time);
    }

    /**
     * @param pass begins the passes of a kind
     * @param look looks, at every tick, whether a connection was lost
     * @param again look at what failed
     */
    Timetable(Consumer<SyncKind> pass, Runnable look, List<Runnable> again, SyncSettings settings, Time time) {
        this.pass = pass;
        this.look = look;
        this.again = again;
        this.settings = settings;
        this.time = time;
    }

    /** The first full pass comes after its delay, all else after its interval. */
    void start() {
        settings.refresh();
        long now = time.nanos();
        full = new Turn(now, settings.now().firstDelay());
        quick = new Turn(now, null);
        retry = new Turn(now, null);
    }

    /** Hands over what is due. Never throws; returns at once while another call is under way. */
    void tick() {
        if (full == null || quick == null || retry == null || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            settings.refresh();
            long now = time.nanos();
            if (full.isDue(now, settings.now().fullInterval())) {
                work(() -> pass.accept(SyncKind.FULL));
            }
            if (quick.isDue(now, settings.now().quickInterval())) {
                work(() -> pass.accept(SyncKind.QUICK));
            }
            work(look);
            if (retry.isDue(now, RETRY)) {
                again.forEach(Timetable::work);
            }
        } finally {
            busy.set(false);
        }
    }

    private static void work(Runnable work) {
        try {
            work.run();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "A timer's work was left out: the database failed: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A timer's work failed unexpectedly.", e);
        }
    }

    /** One work's place in the timetable. */
    private static final class Turn {
        private long since;
        private @Nullable Duration first;

        Turn(long since, @Nullable Duration first) {
            this.since = since;
            this.first = first;
        }

        /** Whether it is due; then the wait for the next time begins. What is late by a tick or two stays in step. */
        boolean isDue(long now, Duration interval) {
            long late = now - since - (first != null ? first : interval).toNanos();
            if (late < 0) {
                return false;
            }
            since = late < TICK.toNanos() * 2 ? now - late : now;
            first = null;
            return true;
        }
    }
}
