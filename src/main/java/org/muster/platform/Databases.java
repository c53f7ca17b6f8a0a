package org.muster.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Hands out the database once its schema is up to date. */
@Singleton
public class Databases {

    private static final System.Logger LOG = System.getLogger(Databases.class.getName());

    @Resource(lookup = "java:app/jdbc/muster")
    private @Nullable DataSource source;

    @Inject
    Databases() {}

    /** Brings the schema up to date; does nothing if it is. Throws if the database is away or newer than this program. */
    public static Database migrated(DataSource source) {
        return migrated(source, source);
    }

    private static Database migrated(DataSource source, DataSource direct) {
        ClassLoader own = Databases.class.getClassLoader();
        Flyway.configure(own)
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return new Database(source, direct);
    }

    @Produces
    @Singleton
    Database database() throws IOException {
        if (source == null) {
            throw new IllegalStateException("The server gave no data source java:app/jdbc/muster.");
        }
        return migrated(source, new MusterDataSource());
    }

    /** H2 runs inside this process and is kept open by {@code DB_CLOSE_DELAY}: it has to be told. */
    void close(@Disposes Database database) {
        try {
            database.call(connection -> {
                shutDownIfH2(connection);
                return true;
            });
        } catch (DatabaseException e) {
            LOG.log(System.Logger.Level.DEBUG, "The database was closed already.", e);
        }
    }

    private static void shutDownIfH2(Connection connection) throws SQLException {
        if (H2File.is(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }
    }
}
