package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database of an earlier Muster is brought up to date with all that is in it, even if that was interrupted. */
class UpgradeTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");

    /** From here on a script may be run again after it was interrupted: neither database takes it as a whole. */
    private static final String FIRST = "V010";

    private static Stream<Path> scripts() throws IOException {
        try (Stream<Path> all = Files.list(SCRIPTS)) {
            return all
                    .filter(script -> script.getFileName().toString().compareTo(FIRST) >= 0)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void anInterruptedMigrationIsFinishedAtTheNextStart(Path script) throws Exception {
        List<String> statements = statements(script);
        assertThat(statements).isNotEmpty();
        DataSource source = TestDatabase.source();
        int version = Integer.parseInt(script.getFileName().toString().substring(1, 4));
        migrateTo(source, version - 1);
        addData(source);
        // Interrupted after each statement but the first time, begun anew each time.
        for (int done : IntStream.rangeClosed(1, statements.size()).toArray()) {
            run(source, statements.subList(0, done));
        }

        Database database = Databases.migrated(source);

        assertThat(clusters(database)).containsExactly("kept");
        long shards = database.read(tx -> number(tx, "SELECT COUNT(*) FROM shard_lease"));
        assertThat(shards).isEqualTo(64);
    }

    @Test
    void whatAnEarlierVersionKeptIsThereAfterTheUpgrade() throws Exception {
        DataSource source = TestDatabase.source();
        migrateTo(source, 9);
        addData(source);

        assertThat(clusters(Databases.migrated(source))).containsExactly("kept");
        assertThat(clusters(Databases.migrated(source))).as("started again").containsExactly("kept");
    }

    private static void migrateTo(DataSource source, int version) {
        Flyway.configure(UpgradeTest.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .target(String.valueOf(version))
                .load()
                .migrate();
    }

    private static void addData(DataSource source) throws SQLException {
        run(
                source,
                List.of("INSERT INTO cluster (id, name, kind, created_at) VALUES (NEXT VALUE FOR cluster_seq, 'kept',"
                        + " 'demo', 0)"));
    }

    private static void run(DataSource source, List<String> statements) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> statements(Path script) throws IOException {
        String sql = Files.readAllLines(script).stream()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return Arrays.stream(sql.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static List<String> clusters(Database database) {
        return database.read(tx -> {
            try (var names = tx.createStatement().executeQuery("SELECT name FROM cluster")) {
                return names.next() ? List.of(names.getString(1)) : List.of();
            }
        });
    }

    private static long number(Connection tx, String sql) throws SQLException {
        try (var row = tx.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
