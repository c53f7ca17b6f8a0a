package org.muster.bench;

import java.sql.DriverManager;
import java.util.Map;
import java.util.UUID;

/** Databases for a server under measurement. */
final class BenchDatabases {

    private BenchDatabases() {}

    /** The settings of an empty database on the tests' own MariaDB. */
    static Map<String, String> mariaDb() throws Exception {
        String server = BenchServer.required("muster.test.mariadb.url");
        String user = BenchServer.required("muster.test.mariadb.user");
        String password = BenchServer.required("muster.test.mariadb.password");
        String name = "bench_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Map.of("MUSTER_DB_URL", server + name, "MUSTER_DB_USER", user, "MUSTER_DB_PASSWORD", password);
    }
}
