package org.muster.access;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muster.access.audit.Detail;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Register;
import org.muster.access.session.Sessions;

/** Every second: VMs that changed come under the grants that fit them now, and grants whose time is over end. */
@jakarta.ejb.Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AccessTimer {

    private static final System.Logger LOG = System.getLogger(AccessTimer.class.getName());

    private final AtomicBoolean busy = new AtomicBoolean();

    @Inject
    private Register register;

    @Inject
    private Audit audit;

    @Inject
    private Sessions sessions;

    /** Sessions that are over are nobody's: their rows go. */
    @Schedule(hour = "*", minute = "*/10", persistent = false)
    void tidy() {
        try {
            sessions.tidy();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Sessions could not be tidied: {0}", e.getMessage());
        }
    }

    /** An exception out of here would end the timer. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void catchUp() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            register.catchUp((tx, grants) -> {
                for (Grant over : grants) {
                    audit.over(
                            tx,
                            "grant.end",
                            over.subject().toString(),
                            Detail.of("what", over.scope().toString()));
                }
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Grants could not be looked at: {0}", e.getMessage());
        } finally {
            busy.set(false);
        }
    }
}
