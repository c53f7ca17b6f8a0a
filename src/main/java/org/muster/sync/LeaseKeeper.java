package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muster.platform.DatabaseException;
import org.muster.platform.Threads;
import org.muster.sync.lease.Leases;

/**
 * Keeps this node's leases, on threads of its own: one renews and may have to wait for the database, another sees to it
 * that what could not be renewed in time is let go all the same, a third takes up what other nodes ask for and
 * looks what has become of what they were asked for.
 */
@Singleton
public class LeaseKeeper {

    private static final Logger LOG = System.getLogger(LeaseKeeper.class.getName());
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Leases leases;
    private final Sources sources;
    private final SyncEngine engine;
    private final SyncRuns runs;
    private final Demands demands;
    private final ScheduledExecutorService renewals;
    private final ScheduledExecutorService watch;
    private final ScheduledExecutorService asked;

    @Inject
    public LeaseKeeper(
            Leases leases, Sources sources, SyncEngine engine, SyncRuns runs, Demands demands, Threads threads) {
        this.leases = leases;
        this.sources = sources;
        this.engine = engine;
        this.runs = runs;
        this.demands = demands;
        this.renewals = threads.timer("muster-lease");
        this.watch = threads.timer("muster-lease-watch");
        this.asked = threads.timer("muster-demand");
    }

    /** Takes what this node may have at once; from now on it is renewed. */
    void start() {
        leases.start();
        every(renewals, Leases.RENEWAL, this::renew);
        every(watch, SECOND, sources::tidy);
        every(asked, SECOND, demands::takeUp);
        every(asked, LOOK, demands::tellWhatEnded);
    }

    private static void every(ScheduledExecutorService timer, Duration interval, Runnable work) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (DatabaseException e) {
                        LOG.log(
                                Level.WARNING,
                                "This node''s part among the nodes was left out: the database failed: {0}",
                                e.getMessage());
                    } catch (RuntimeException | LinkageError e) {
                        LOG.log(Level.ERROR, "Keeping this node's leases failed unexpectedly.", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Renews once. What is newly this node's is observed in full at once: nobody knows what happened meanwhile. */
    void renew() {
        Set<Integer> taken = leases.renew();
        if (!taken.isEmpty()) {
            LOG.log(Level.INFO, "This node now observes {0} more of the shards.", taken.size());
            engine.observe(taken);
        }
        if (leases.bury()) {
            runs.endOfTheDead();
        }
    }

    /** Gives all away, so that nobody has to wait for it: neither another node nor who waits for a run. */
    @PreDestroy
    void stop() {
        renewals.shutdownNow();
        watch.shutdownNow();
        asked.shutdownNow();
        try {
            leases.stop();
            runs.endOfTheDead();
        } catch (DatabaseException e) {
            LOG.log(Level.INFO, "The leases of this node will run out by themselves: {0}", e.getMessage());
        }
    }
}
