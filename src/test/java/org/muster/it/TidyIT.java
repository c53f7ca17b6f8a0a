package org.muster.it;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The embedded database is tidied inside the server, through its pool or around it. */
@BlackBox
class TidyIT {

    private static final String TIDIED = "muster_database_tidied";

    @Test
    void theEmbeddedDatabaseIsTidiedAndNoOther(RunningMuster muster) {
        boolean embedded = System.getProperty("muster.test.database", "").equals("h2");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> muster.admin()
                .get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("muster_http"), embedded ? containsString(TIDIED) : not(containsString(TIDIED))));
    }
}
