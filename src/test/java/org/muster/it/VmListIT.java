package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@BlackBox
class VmListIT {

    @Test
    void strangersGetAProblemThatMakesNoBrowserPrompt(RunningMuster muster) {
        muster.anonymous()
                .get("/api/vms")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", nullValue())
                .body("status", equalTo(401));
    }

    @Test
    void wrongPasswordIsAStranger(RunningMuster muster) {
        muster.as(RunningMuster.ADMIN, "wrong").get("/api/vms").then().statusCode(401);
    }

    @Test
    void demoFleetAppears(RunningMuster muster) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> muster.admin()
                .get("/api/vms?search=demo-0")
                .then()
                .statusCode(200)
                .body("total", equalTo(120)));
        assertThat(muster.admin().get("/api/vms?status=running").jsonPath().getInt("total"))
                .isPositive();
    }
}
