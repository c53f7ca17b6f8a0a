package org.muster.health;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.muster.platform.DatabaseException;
import org.muster.sync.SyncReport;

/** Tells of client libraries that are not installed. Readers can be answered all the same: it is always up. */
@Singleton
public class Clients {

    private final SyncReport report;

    @Inject
    Clients(SyncReport report) {
        this.report = report;
    }

    @Produces
    @Readiness
    HealthCheck clients() {
        return () -> {
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("hypervisor clients").up();
            try {
                report.missingClients().forEach(kind -> answer.withData(kind, "the client library is not installed"));
            } catch (DatabaseException e) {
                // The check of the database says so.
                return answer.build();
            }
            return answer.build();
        };
    }
}
