package org.muster.health;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.muster.sync.SyncEngine;

/** Muster has started once its engine runs. */
@Singleton
public class Started {

    private final SyncEngine engine;

    @Inject
    Started(SyncEngine engine) {
        this.engine = engine;
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () ->
                HealthCheckResponse.named("engine").status(engine.isRunning()).build();
    }
}
