package org.muster.platform;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Has the embedded database tidied every ten seconds. */
@jakarta.ejb.Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TidyTimer {

    private static final System.Logger LOG = System.getLogger(TidyTimer.class.getName());

    @Inject
    private Database database;

    @Inject
    private Meters meters;

    /** An exception out of here would end the timer. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void tidy() {
        try {
            if (database.tidy()) {
                meters.count("muster_database_tidied", 1);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The database could not be tidied: {0}", e.getMessage());
        }
    }
}
