package org.muster.sync;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.muster.platform.DatabaseException;

/** The timers that make the inventory right: a tick of a second for the timetable, and an hourly one. Not persistent. */
@jakarta.ejb.Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SyncTimer {

    private static final System.Logger LOG = System.getLogger(SyncTimer.class.getName());

    private enum Tick {
        SECOND,
        TIDY
    }

    @Resource
    private @Nullable TimerService timers;

    @Inject
    private LeaseKeeper keeper;

    @Inject
    private SyncEngine engine;

    @Inject
    private Timetable timetable;

    @Inject
    private EventLoop events;

    @Inject
    private GuestLane guests;

    @Inject
    private OwnFleet fleet;

    @Inject
    private Housekeeping housekeeping;

    @PostConstruct
    void start() {
        keeper.start();
        housekeeping.atStart();
        fleet.settle();
        events.start();
        guests.start();
        timetable.start();
        schedule(Timetable.TICK, Tick.SECOND);
        schedule(Duration.ofHours(1), Tick.TIDY);
        engine.started();
    }

    private void schedule(Duration interval, Tick tick) {
        if (timers == null) {
            throw new IllegalStateException("The server gave no timer service.");
        }
        timers.createIntervalTimer(interval.toMillis(), interval.toMillis(), new TimerConfig(tick.name(), false));
    }

    /** While the database still answers. */
    @PreDestroy
    void stop() {
        keeper.stop();
    }

    /** Only hands work over; an exception out of here would end the timer. */
    @Timeout
    void tick(Timer timer) {
        try {
            switch (Tick.valueOf((String) timer.getInfo())) {
                case SECOND -> timetable.tick();
                case TIDY -> housekeeping.tidy();
            }
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "A timer's work was left out: the database failed: {0}", e.getMessage());
        }
    }
}
