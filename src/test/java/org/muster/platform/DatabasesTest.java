package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabasesTest {

    private final Database database = TestDatabase.fresh();

    @Test
    void stringsCompareByTheirBytesAndHoldEveryCharacter() {
        List<String> names = List.of("B", "a", "a ", "\u00e4", "\ud83d\ude80");
        database.call(connection -> {
            for (String name : names) {
                insertCluster(connection, name);
            }
            return true;
        });
        assertThat(database.call(DatabasesTest::namesInOrder)).isEqualTo(names);
    }

    @Test
    void aWorkThatThrowsChangesNothing() {
        assertThatThrownBy(() -> database.call(connection -> {
                    insertCluster(connection, "half");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(database.call(DatabasesTest::namesInOrder)).isEmpty();
    }

    private static void insertCluster(Connection connection, String name) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO cluster (id, name, kind, created_at) VALUES (NEXT VALUE FOR cluster_seq, ?, 'demo', 0)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    private static List<String> namesInOrder(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var query = connection.prepareStatement("SELECT name FROM cluster ORDER BY name");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
