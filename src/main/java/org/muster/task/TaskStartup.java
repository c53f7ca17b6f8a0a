package org.muster.task;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Takes up the tasks that the last process has left, once the engine knows its connections. */
@jakarta.ejb.Singleton
@Startup
@DependsOn("SyncTimer")
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskStartup {

    @Inject
    private TaskRunner runner;

    @PostConstruct
    void resume() {
        runner.resume();
    }
}
