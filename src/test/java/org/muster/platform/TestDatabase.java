package org.muster.platform;

import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A new, migrated, empty database for each test: H2 in memory, or one of its own on the MariaDB server that the system
 * property {@code muster.test.mariadb.url} names ({@code jdbc:mariadb://host:port/}, with {@code .user} and
 * {@code .password}; the user may create databases).
 */
public final class TestDatabase {

    private static final String SERVER = "muster.test.mariadb.url";

    private TestDatabase() {}

    /** A database of one's own. */
    public static Database fresh() {
        return Databases.migrated(source());
    }

    /** Over a source that is migrated already. */
    public static Database over(DataSource migrated) {
        return new Database(migrated, migrated);
    }

    /** Whether it is on the MariaDB server. */
    public static boolean isMariaDb() {
        return !System.getProperty(SERVER, "").isEmpty();
    }

    /** A data source of one's own, not migrated. */
    public static DataSource source() {
        String name = "muster_" + UUID.randomUUID().toString().replace("-", "");
        String server = System.getProperty(SERVER, "");
        if (server.isEmpty()) {
            return new MusterDataSource(new DatabaseConfig("jdbc:h2:mem:" + name, "muster", ""));
        }
        var admin = at(server);
        try (var connection = admin.getConnection();
                var statement = connection.createStatement()) {
            // a default that must not matter: the schema says itself how its strings compare
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        return at(server.replaceFirst("(jdbc:mariadb://[^/]+/)[^?]*", "$1" + name));
    }

    private static DataSource at(String url) {
        return new MusterDataSource(new DatabaseConfig(
                url,
                System.getProperty("muster.test.mariadb.user", "root"),
                System.getProperty("muster.test.mariadb.password", "")));
    }
}
