package org.muster.it;

import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** People that an administrator adds to a running Muster, each with a name of its own. */
final class People {

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime() % 1_000_000);
    static final String PASSWORD = "a long enough one 7";

    private final RunningMuster muster;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    People(RunningMuster muster) {
        this.muster = muster;
    }

    /** Adds somebody with these roles everywhere, as JSON: {@code ["viewer"]}. */
    long add(String who, String roles) {
        String name = who + "-" + NUMBER.incrementAndGet();
        long id = post(
                "/api/users", "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\",\"roles\":" + roles + "}");
        ids.put(who, id);
        names.put(who, name);
        return id;
    }

    long id(String who) {
        return ids.get(who);
    }

    String name(String who) {
        return names.get(who);
    }

    /** Has the administrator add something; its id. */
    long post(String path, String body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** Grants somebody a role within a scope, both as JSON. */
    long grant(String who, String role, String scope) {
        return post(
                "/api/grants",
                "{\"subject\":{\"user\":" + id(who) + "},\"role\":\"" + role + "\",\"scope\":" + scope + "}");
    }

    /** A request of somebody; of nobody, and of the administrator, by these words. */
    RequestSpecification as(String who) {
        return switch (who) {
            case "anonymous" -> muster.anonymous();
            case "administrator" -> muster.admin();
            default -> muster.as(name(who), PASSWORD);
        };
    }
}
