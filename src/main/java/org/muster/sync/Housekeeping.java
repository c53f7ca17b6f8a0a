package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.muster.inventory.Purge;
import org.muster.platform.Database;
import org.muster.platform.Time;
import org.muster.sync.lease.Leases;

/** Forgets what is too old: runs, and VMs that have been gone for long. */
@Singleton
public class Housekeeping {

    private final Database database;
    private final SyncRuns runs;
    private final Leases leases;
    private final SyncSettings settings;
    private final Time time;
    private final Purge purge = new Purge();

    @Inject
    public Housekeeping(Database database, SyncRuns runs, Leases leases, SyncSettings settings, Time time) {
        this.database = database;
        this.runs = runs;
        this.leases = leases;
        this.settings = settings;
        this.time = time;
    }

    /** Ends what processes that died left running, and forgets old runs. */
    void atStart() {
        runs.endOfTheDead();
        runs.forget(time.now().minus(settings.now().keepRuns()));
    }

    /** As at the start, and forgets old VMs, a few hundred a transaction, so that nobody waits. One node does it for all. */
    void tidy() {
        if (!leases.isFirst()) {
            return;
        }
        runs.endOfTheDead();
        runs.forget(time.now().minus(settings.now().keepRuns()));
        Instant before = time.now().minus(settings.now().keepGone());
        int purged;
        do {
            purged = database.call(tx -> purge.goneBefore(tx, before));
        } while (purged > 0);
    }
}
