package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** People that an administrator adds to a running Muster, each with a name of its own. */
final class People {

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime() % 1_000_000);
    private static final String JSON = "application/json";
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
        long id = made(
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
    long made(String path, String body) {
        return muster.admin()
                .contentType(JSON)
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
        return made(
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

    Response get(String who, String path) {
        return as(who).get(path);
    }

    Response post(String who, String path, String body) {
        return as(who).contentType(JSON).body(body).post(path);
    }

    Response put(String who, String path, String body) {
        return as(who).contentType(JSON).body(body).put(path);
    }

    Response patch(String who, String path, String body) {
        return as(who).contentType(JSON).body(body).patch(path);
    }

    /** A list of VMs; the query with its question mark. */
    Response list(String who, String query) {
        return get(who, "/api/vms" + query);
    }

    /** That somebody sees these VMs, is told how many they are, and sees no others. */
    void see(String who, Long... vms) {
        list(who, "").then().statusCode(200).body("total", equalTo(vms.length));
        assertThat(list(who, "?sort=name").jsonPath().getList("vms.id", Long.class))
                .containsExactlyInAnyOrder(vms);
    }

    /** The first VMs of the demo fleet that are found so, run and have no task. */
    List<Long> vms(String search, int count) {
        return muster.admin()
                .get("/api/vms?status=running&search=" + search + "&cluster=" + DemoVms.cluster(muster))
                .jsonPath()
                .getList("vms.findAll { it.task_state == null }.id", Long.class)
                .subList(0, count);
    }
}
