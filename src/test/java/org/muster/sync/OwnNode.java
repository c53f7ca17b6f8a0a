package org.muster.sync;

import org.muster.platform.Database;
import org.muster.platform.Time;
import org.muster.sync.lease.DatabaseClock;
import org.muster.sync.lease.HomeNode;
import org.muster.sync.lease.Leases;

/** The leases of an engine that has its database for itself. */
public final class OwnNode {

    private OwnNode() {}

    /** All of them, held. */
    public static Leases of(Database database, Time time) {
        Leases leases = new Leases(database, time, DatabaseClock.SQL, HomeNode.unkept("test"), true);
        leases.start();
        return leases;
    }
}
