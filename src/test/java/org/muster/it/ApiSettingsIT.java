package org.muster.it;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings are changed while the server runs; each test leaves them as they were configured. */
@BlackBox
class ApiSettingsIT {

    private static final String PATH = "/api/settings/sync";

    private final RunningMuster muster;

    ApiSettingsIT(RunningMuster muster) {
        this.muster = muster;
    }

    private ValidatableResponse patch(Map<String, ?> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .patch(PATH)
                .then();
    }

    @AfterEach
    void asConfigured() {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("full_deadline", null);
        nothing.put("keep_runs", null);
        nothing.put("port_deadline", null);
        patch(nothing).statusCode(200).body("settings.full_deadline.changed_at", nullValue());
    }

    @Test
    void aChangeIsThereWithItsAuthor() {
        patch(Map.of("full_deadline", 61, "keep_runs", 604_801))
                .statusCode(200)
                .body("settings.full_deadline.value", equalTo(61));
        muster.admin()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("settings.full_deadline.value", equalTo(61))
                .body("settings.full_deadline.default", equalTo(60))
                .body("settings.full_deadline.changed_by", equalTo(RunningMuster.ADMIN))
                .body("settings.full_deadline.changed_at", notNullValue())
                .body("settings.keep_runs.value", equalTo(604_801))
                .body("settings.port_checks.value", notNullValue())
                .body("settings.open_deadline.changed_by", nullValue());
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsChanged() {
        patch(Map.of("quick_interval", 4, "full_interval", 86_401, "port_deadline", 6))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("quick_interval", "full_interval"));
        patch(Map.of("threads", 4)).statusCode(400).body("errors.field", equalTo(java.util.List.of("threads")));
        patch(Map.of("nonsense", 4)).statusCode(400);
        patch(Map.of("port_checks", "yes")).statusCode(400);
        patch(Map.of("port_deadline", 2.5)).statusCode(400);
        muster.admin().get(PATH).then().body("settings.port_deadline.changed_at", is(nullValue()));
    }

    @Test
    void strangersAreTurnedAway() {
        muster.anonymous().get(PATH).then().statusCode(401);
    }
}
