package org.muster.task;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import org.muster.platform.DatabaseException;

/** Takes up the tasks that processes which died have left: at the start, and while other nodes may die. */
@jakarta.ejb.Singleton
@Startup
@DependsOn("SyncTimer")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskStartup {

    private static final System.Logger LOG = System.getLogger(TaskStartup.class.getName());

    @Inject
    private TaskRunner runner;

    @PostConstruct
    void resume() {
        runner.resume();
    }

    /** An exception out of here would end the timer. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void resumeAgain() {
        try {
            runner.resume();
        } catch (DatabaseException e) {
            LOG.log(Level.DEBUG, "What dead nodes left is not taken up yet: {0}", e.getMessage());
        }
    }
}
