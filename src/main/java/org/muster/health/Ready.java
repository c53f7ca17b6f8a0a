package org.muster.health;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;

/** Readers can be answered: the database answers. A hypervisor that is away is no reason to send readers elsewhere. */
@Singleton
public class Ready {

    private final Database database;

    @Inject
    Ready(Database database) {
        this.database = database;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("database").status(answers()).build();
    }

    private boolean answers() {
        try {
            return database.read(Ready::select);
        } catch (DatabaseException e) {
            return false;
        }
    }

    private static boolean select(Connection tx) throws SQLException {
        try (var query = tx.prepareStatement("SELECT 1");
                var rows = query.executeQuery()) {
            return rows.next();
        }
    }
}
