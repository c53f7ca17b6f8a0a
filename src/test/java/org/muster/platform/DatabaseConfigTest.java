package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    @Test
    void byDefaultTheDatabaseIsAFileInTheHomeFolder() {
        Config config = config(Map.of("muster.home", "/srv/muster"));
        DatabaseConfig database = DatabaseConfig.of(config, Home.of(config));
        assertThat(database.url())
                .isEqualTo("jdbc:h2:file:/srv/muster/muster;MODE=MariaDB;DATABASE_TO_LOWER=TRUE"
                        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE"
                        + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0;RETENTION_TIME=20000;TRACE_LEVEL_FILE=0");
        assertThat(database.user()).isEqualTo("muster");
        assertThat(database.password()).isEmpty();
    }

    @Test
    void homeIsDataInTheWorkingFolder() {
        assertThat(Home.of(config(Map.of())).path())
                .isEqualTo(Path.of("data").toAbsolutePath().normalize());
    }

    @Test
    void aMariaDbUrlIsTakenAsItIs() {
        Config config = config(
                Map.of("muster.db.url", "jdbc:mariadb://db/m", "muster.db.user", "u", "muster.db.password", "p"));
        DatabaseConfig database = DatabaseConfig.of(config, Home.of(config));
        assertThat(database.url()).isEqualTo("jdbc:mariadb://db/m");
        assertThat(database.isH2()).isFalse();
        assertThat(database.toString()).doesNotContain("password").contains("user=u");
    }

    @Test
    void aSettingInTheUrlStays() {
        assertThat(new DatabaseConfig("jdbc:h2:mem:x;lock_timeout=5", "u", "").url())
                .contains(";lock_timeout=5")
                .doesNotContain("LOCK_TIMEOUT");
    }

    @Test
    void otherDatabasesAreRefused() {
        for (String url : new String[] {"jdbc:mysql://db/m", "jdbc:postgresql:m", "", "jdbc:h2"}) {
            assertThatThrownBy(() -> new DatabaseConfig(url, "u", "p")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void connectionsReadWhatWasCommitted() throws SQLException {
        try (var connection = TestDatabase.source().getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(java.sql.Connection.TRANSACTION_READ_COMMITTED);
        }
    }
}
