package org.muster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.it.TestMariaDb;

/** S14: Muster runs with a database account that can add to the audit trail and can't change it, as docs/operate.md says. */
class AuditAccountIT {

    private static final String DAILY = "muster_daily";

    @TempDir
    Path home;

    private TestMariaDb.Server database;

    @Test
    void theAccountOfEveryDayAddsRowsAndChangesNone() throws Exception {
        database = TestMariaDb.start();
        run(database.user(), "", "CREATE DATABASE muster");
        try (MusterProcess owner = start(database.user()).awaitReady()) {
            assertThat(owner.stop()).isTrue();
        }
        run(database.user(), "", "CREATE USER " + DAILY + "@'127.0.0.1' IDENTIFIED BY '" + database.password() + "'");
        for (String grant : grants()) {
            run(database.user(), "", grant);
        }
        try (MusterProcess daily = start(DAILY).awaitReady()) {
            daily.admin().delete("/api/clusters/1?confirm=no").then().statusCode(400);
            daily.admin()
                    .get("/api/audit?action=cluster.delete")
                    .then()
                    .statusCode(200)
                    .body("rows.outcome", equalTo(List.of("refused", "asked")));
            daily.admin().get("/api/audit/verify").then().statusCode(200).body("ok", is(true));
            assertThat(daily.stop()).isTrue();
        }
        for (String attempt : List.of(
                "UPDATE audit SET actor = 'eve'",
                "DELETE FROM audit",
                "TRUNCATE TABLE audit",
                "DROP TABLE audit",
                "ALTER TABLE audit ADD COLUMN more INT",
                "REPLACE INTO audit SELECT * FROM audit",
                "INSERT INTO audit SELECT * FROM audit a ON DUPLICATE KEY UPDATE actor = 'eve'",
                "CREATE TRIGGER later BEFORE INSERT ON audit FOR EACH ROW SET NEW.actor = 'eve'",
                "UPDATE audit_checkpoint SET cut_id = 2",
                "DELETE FROM audit_checkpoint")) {
            assertThatThrownBy(() -> run(DAILY, "muster", attempt))
                    .as(attempt)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    private MusterProcess start(String account) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("MUSTER_DB_URL", database.url() + "muster");
        environment.put("MUSTER_DB_USER", account);
        environment.put("MUSTER_DB_PASSWORD", database.password());
        environment.put("MUSTER_DEMO", "on");
        environment.put("MUSTER_DEMO_HOSTS", "1");
        environment.put("MUSTER_DEMO_VMS", "5");
        environment.put("MUSTER_SYNC_PORT_CHECKS", "false");
        return MusterProcess.start(home, environment);
    }

    /** What the query of the page gives. */
    private List<String> grants() throws Exception {
        String page = Files.readString(Path.of("docs/operate.md"));
        String fence = "```sql\n";
        int begin = page.indexOf(fence) + fence.length();
        String query = page.substring(begin, page.indexOf(";\n```", begin));
        List<String> grants = new ArrayList<>();
        try (Connection connection = open(database.user(), "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                grants.add(row.getString(1));
            }
        }
        assertThat(grants).hasSizeGreaterThan(20);
        return grants;
    }

    private void run(String account, String name, String sql) throws SQLException {
        try (Connection connection = open(account, name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open(String account, String name) throws SQLException {
        return DriverManager.getConnection(database.url() + name, account, database.password());
    }
}
