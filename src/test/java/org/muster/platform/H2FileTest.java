package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {

    private static final int ROWS = 4000;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aTidiedFileStaysSmallWhereAnUntidiedOneGrows() throws IOException, SQLException {
        long tidied = sizeAfterRewriting("tidied", true);
        long left = sizeAfterRewriting("left", false);

        assertThat(tidied).isLessThan(left / 2);
    }

    /** Every round changes some rows, so that of every part of the file some stays alive. */
    private long sizeAfterRewriting(String name, boolean tidy) throws IOException, SQLException {
        DataSource source = new MusterDataSource(
                new DatabaseConfig("jdbc:h2:file:" + folder.resolve(name) + ";RETENTION_TIME=0", "u", ""));
        Database database = new Database(source, source);
        database.call(
                tx -> tx.createStatement().execute("CREATE TABLE t (id INT PRIMARY KEY, n INT, text VARCHAR(500))"));
        database.call(tx -> tx.createStatement()
                .execute("INSERT INTO t SELECT x, 0, REPEAT('x', 400) FROM SYSTEM_RANGE(1, " + ROWS + ")"));
        Random rows = new Random(1);
        for (int round = 1; round <= 400; round++) {
            rewrite(database, rows);
            if (tidy) {
                database.tidy();
            }
        }
        long size = Files.size(folder.resolve(name + ".mv.db"));
        try (var connection = source.getConnection()) {
            connection.createStatement().execute("SHUTDOWN");
        }
        return size;
    }

    private static void rewrite(Database database, Random rows) {
        database.call(tx -> {
            try (PreparedStatement update = tx.prepareStatement("UPDATE t SET n = n + 1 WHERE id = ?")) {
                for (int row = 0; row < 20; row++) {
                    update.setInt(1, 1 + rows.nextInt(ROWS));
                    update.addBatch();
                }
                return update.executeBatch();
            }
        });
    }
}
