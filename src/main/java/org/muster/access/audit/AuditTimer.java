package org.muster.access.audit;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Asks every hour whether there is anything to cut off the audit trail; about once a day there is. */
@jakarta.ejb.Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditTimer {

    private static final System.Logger LOG = System.getLogger(AuditTimer.class.getName());

    @Inject
    private AuditCut cut;

    /** An exception out of here would end the timer. */
    @Schedule(hour = "*", minute = "17", second = "0", persistent = false)
    void tidy() {
        try {
            cut.tidy();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit trail was not cut: {0}", e.getMessage());
        }
    }
}
