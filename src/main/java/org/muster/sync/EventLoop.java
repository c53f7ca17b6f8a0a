package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muster.platform.Threads;

/**
 * Hears what sources tell and has it looked at: at once, and then again after a short rest for as long as there is more.
 * On threads of its own, so that no event waits for a bulk pass.
 */
@Singleton
public class EventLoop {

    private static final Duration REST = Duration.ofMillis(50);

    /** A source that loses events again and again is observed in full no more often than that. */
    private static final Duration REST_AFTER_LOSS = Duration.ofSeconds(5);

    private final Sources sources;
    private final EventPasses passes;
    private final SyncEngine engine;
    private final GuestLane guests;
    private final ExecutorService pool;
    private final ScheduledExecutorService rests;

    @Inject
    public EventLoop(
            Sources sources,
            EventPasses passes,
            SyncEngine engine,
            GuestLane guests,
            Threads threads,
            SyncSettings settings) {
        this(
                sources,
                passes,
                engine,
                guests,
                new Crew(threads, "muster-events", settings.now().threads(), () -> sources.held().stream()
                        .map(Source::lookWait)),
                threads.timer("muster-events-rest"));
    }

    /** @param pool looks at what is told, {@code rests} waits in between; both are shut down in the end */
    EventLoop(
            Sources sources,
            EventPasses passes,
            SyncEngine engine,
            GuestLane guests,
            ExecutorService pool,
            ScheduledExecutorService rests) {
        this.sources = sources;
        this.passes = passes;
        this.engine = engine;
        this.guests = guests;
        this.pool = pool;
        this.rests = rests;
    }

    /** Connections that are opened from now on are listened to. */
    public void start() {
        sources.listen(this::heard);
    }

    private void heard(Source source) {
        try {
            pool.execute(() -> look(source));
        } catch (RejectedExecutionException e) {
            // Muster is stopping, or so much has happened that the timers have to do.
        }
    }

    private void look(Source source) {
        EventInbox.Batch batch = source.inbox().take();
        if (batch == null) {
            return;
        }
        guests.again(source, batch.agents());
        if (passes.run(source, batch)) {
            engine.observeAgain(source);
        }
        Duration rest = batch.lost() ? REST_AFTER_LOSS : REST;
        try {
            rests.schedule(() -> heard(source), rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Muster is stopping.
        }
    }

    @PreDestroy
    void stop() {
        rests.shutdownNow();
        pool.shutdownNow();
    }
}
