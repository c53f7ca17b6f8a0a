package org.muster.it;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BlackBox
class HealthIT {

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/health/started", "/health"})
    void answersWithoutCredentials(String path, RunningMuster muster) {
        muster.healthPort().get(path).then().statusCode(200).body("status", equalTo("UP"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/health/started", "/health"})
    void tellsNothingOfTheInventory(String path, RunningMuster muster) {
        muster.healthPort().get(path).then().body(not(containsString("demo")));
    }
}
