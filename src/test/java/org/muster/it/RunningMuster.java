package org.muster.it;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import java.net.URI;

/**
 * Where the Muster under test answers.
 *
 * @param base its address, such as {@code http://127.0.0.1:8080/}
 * @param health the address that {@code /health} is under: the server's management port on WildFly
 * @param process the server's
 */
record RunningMuster(URI base, URI health, ProcessHandle process) {

    static final String ADMIN = "admin";
    static final String PASSWORD = System.getProperty("muster.test.password", "");

    /** A request by the administrator. */
    RequestSpecification admin() {
        return as(ADMIN, PASSWORD);
    }

    /** A request with that name and password. */
    RequestSpecification as(String name, String password) {
        return anonymous().auth().preemptive().basic(name, password);
    }

    /** A request without credentials. */
    RequestSpecification anonymous() {
        return at(base);
    }

    /** A request without credentials to where {@code /health} is. */
    RequestSpecification healthPort() {
        return at(health);
    }

    private static RequestSpecification at(URI address) {
        return given(new RequestSpecBuilder().setBaseUri(address).build())
                .redirects()
                .follow(false);
    }
}
