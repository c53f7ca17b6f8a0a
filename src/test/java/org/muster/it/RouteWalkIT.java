package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * S1: every deployed route answers everybody as this table says; a route without a row fails. Requests that change
 * something are such that they change nothing where they are allowed: the row says how that is refused.
 */
@BlackBox
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteWalkIT {

    /** {@code viewer} and {@code owner} have it of one VM, {@code {vm}}; operator and auditor of everything. */
    private static final List<String> WHO =
            List.of("anonymous", "other", "viewer", "operator", "owner", "auditor", "administrator");

    private static final String TABLE =
            """
            POST   /api/auth/login                   400 400 400 400 400 400 400
            POST   /api/auth/refresh                 400 400 400 400 400 400 400
            POST   /api/auth/logout                  401 409 409 409 409 409 409
            GET    /api/auth/sessions                401 200 200 200 200 200 200
            DELETE /api/auth/sessions/{none}         401 404 404 404 404 404 404
            GET    /api/users/{none}/sessions        401 403 403 403 403 403 404
            DELETE /api/users/{none}/sessions        401 403 403 403 403 403 404
            GET    /api/auth/keys                    401 403 403 403 403 403 200
            POST   /api/auth/keys                    401 403 403 403 403 403 400
            GET    /api/auth/totp                    401 200 200 200 200 200 200
            POST   /api/auth/totp                    401 400 400 400 400 400 400
            POST   /api/auth/totp/confirm            401 400 400 400 400 400 400
            POST   /api/auth/totp/remove             401 400 400 400 400 400 400
            DELETE /api/users/{none}/totp            401 403 403 403 403 403 404
            GET    /api/auth/me                      401 200 200 200 200 200 200
            POST   /api/auth/password                401 400 400 400 400 400 400
            GET    /api/vms                          401 200 200 200 200 200 200
            GET    /api/vms/{vm}                     401 404 200 200 200 200 200
            POST   /api/vms/{vm}/start               401 404 403 409 409 403 409
            GET    /api/vm/{vm}                      401 404 200 200 200 200 200
            POST   /api/vm/{vm}/start                401 404 403 409 409 403 409
            GET    /api/vms/{vm}/owners              401 404 403 403 200 403 200
            PUT    /api/vms/{vm}/owners              401 404 403 403 403 403 400
            GET    /api/vms/{vm}/shares              401 404 403 403 200 403 200
            POST   /api/vms/{vm}/shares              401 404 403 403 400 403 400
            DELETE /api/vms/{vm}/shares/{none}       401 404 403 403 404 403 404
            GET    /api/vms/{vm}/tags                401 404 200 200 200 200 200
            PUT    /api/vms/{vm}/tags                401 404 403 403 403 403 400
            GET    /api/tasks                        401 200 200 200 200 200 200
            GET    /api/tasks/{task}                 401 404 200 200 200 200 200
            GET    /api/tasks/{task}/log             401 404 200 200 200 200 200
            GET    /api/sync/stats                   401 200 200 200 200 200 200
            GET    /api/sync/health                  401 200 200 200 200 200 200
            POST   /api/sync/trigger                 401 403 403 400 403 403 400
            GET    /api/sync/runs                    401 403 403 200 403 200 200
            GET    /api/sync/runs/{none}             401 403 403 404 403 404 404
            GET    /api/sync/quarantines             401 403 403 200 403 200 200
            POST   /api/sync/quarantines/{none}      401 403 403 403 403 403 400
            GET    /api/settings/sync                401 403 403 403 403 403 200
            PATCH  /api/settings/sync                401 403 403 403 403 403 400
            POST   /api/secrets/rotate-key           401 403 403 403 403 403 400
            GET    /api/hosts                        401 403 403 200 403 200 200
            GET    /api/clusters                     401 403 403 200 403 200 200
            POST   /api/clusters                     401 403 403 403 403 403 400
            GET    /api/clusters/{none}              401 403 403 404 403 404 404
            PATCH  /api/clusters/{none}              401 403 403 403 403 403 404
            DELETE /api/clusters/{none}              401 403 403 403 403 403 404
            GET    /api/audit                        401 403 403 403 403 200 200
            GET    /api/audit/verify                 401 403 403 403 403 200 200
            GET    /api/tokens                       401 200 200 200 200 200 200
            POST   /api/tokens                       401 400 400 400 400 400 400
            DELETE /api/tokens/{none}                401 404 404 404 404 404 404
            GET    /api/users/{none}/tokens          401 403 403 403 403 403 404
            POST   /api/users/{none}/tokens          401 403 403 403 403 403 404
            DELETE /api/users/{none}/tokens/{none}   401 403 403 403 403 403 404
            GET    /api/users                        401 403 403 403 403 403 200
            POST   /api/users                        401 403 403 403 403 403 400
            GET    /api/users/{none}                 401 403 403 403 403 403 404
            PATCH  /api/users/{none}                 401 403 403 403 403 403 404
            DELETE /api/users/{none}                 401 403 403 403 403 403 404
            GET    /api/groups                       401 403 403 403 403 403 200
            POST   /api/groups                       401 403 403 403 403 403 400
            GET    /api/groups/{none}                401 403 403 403 403 403 404
            PATCH  /api/groups/{none}                401 403 403 403 403 403 404
            DELETE /api/groups/{none}                401 403 403 403 403 403 404
            GET    /api/roles                        401 403 403 403 403 403 200
            POST   /api/roles                        401 403 403 403 403 403 400
            GET    /api/roles/{none}                 401 403 403 403 403 403 404
            PATCH  /api/roles/{none}                 401 403 403 403 403 403 404
            DELETE /api/roles/{none}                 401 403 403 403 403 403 404
            GET    /api/grants                       401 403 403 403 403 403 200
            POST   /api/grants                       401 403 403 403 403 403 400
            GET    /api/grants/{none}                401 403 403 403 403 403 404
            DELETE /api/grants/{none}                401 403 403 403 403 403 404
            GET    /api/rules                        401 403 403 403 403 403 200
            POST   /api/rules                        401 403 403 403 403 403 400
            DELETE /api/rules/{none}                 401 403 403 403 403 403 404
            """;

    private record Row(String verb, String path, List<Integer> statuses) {

        /** As the description has it: whatever a parameter's name. */
        String route() {
            String template = path.replace("/start", "/{}").replaceAll("\\{\\w*}", "{}");
            return verb + " " + template;
        }
    }

    private People people;
    private String vm = "";
    private String task = "";

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split(" +");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 2; i < cells.length; i++) {
                statuses.add(Integer.valueOf(cells[i]));
            }
            assertThat(statuses).as(line).hasSameSizeAs(WHO);
            rows.add(new Row(cells[0], cells[1], statuses));
        }
        return rows;
    }

    @BeforeAll
    void everybodyIsThere(RunningMuster muster) {
        DemoVms.await(muster);
        people = new People(muster);
        String path = DemoVms.inState(muster, "running", "cache");
        vm = path.substring(path.lastIndexOf('/') + 1);
        people.add("other", "[]");
        people.add("viewer", "[]");
        people.add("owner", "[]");
        people.add("operator", "[\"operator\"]");
        people.add("auditor", "[\"auditor\"]");
        people.grant("viewer", "viewer", "{\"vm\":" + vm + "}");
        people.grant("owner", "owner", "{\"vm\":" + vm + "}");
        task = muster.admin()
                .post(path + "/reset?wait=30")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("task")
                .replace("/api/tasks/", "");
    }

    @Test
    void everyDeployedRouteHasARow(RunningMuster muster) {
        Response described = muster.admin().accept("application/json").get("/openapi");
        JsonPath description = described.statusCode() == 301 || described.statusCode() == 302
                ? muster.admin().accept("application/json").get("/openapi/").jsonPath()
                : described.jsonPath();
        Map<String, Map<String, Object>> paths = description.getMap("paths");
        Set<String> deployed = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(Set.of("get", "post", "put", "patch", "delete")::contains)
                .forEach(
                        verb -> deployed.add(verb.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{\\w*}", "{}"))));
        assertThat(rows().stream().map(Row::route)).containsExactlyInAnyOrderElementsOf(deployed);
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() {
        Map<String, String> wrong = new TreeMap<>();
        for (Row row : rows()) {
            for (int i = 0; i < WHO.size(); i++) {
                int status = ask(row, WHO.get(i)).statusCode();
                if (status != row.statuses().get(i)) {
                    wrong.put(row + " for " + WHO.get(i), "answered " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** S2: what one may not see answers like what does not exist, to the letter but for its own path. */
    @Test
    void foreignIsAnsweredLikeMissing() {
        for (Row row : rows()) {
            if (row.path().contains("{vm}") || row.path().contains("{task}")) {
                String foreign = ask(row, "other").asString();
                String missing = request(row, "other")
                        .request(row.verb(), path(row, "1999999999", "1999999999"))
                        .asString();
                assertThat(foreign.replace(vm, "#").replace("/tasks/" + task, "/tasks/#"))
                        .as(row.toString())
                        .isEqualTo(missing.replace("1999999999", "#"));
            }
        }
    }

    private Response ask(Row row, String who) {
        return request(row, who).request(row.verb(), path(row, vm, task));
    }

    private RequestSpecification request(Row row, String who) {
        RequestSpecification request = people.as(who);
        boolean bodiless = row.verb().equals("GET")
                || row.verb().equals("DELETE")
                || row.path().endsWith("/start");
        return bodiless ? request : request.contentType("application/json").body("[]");
    }

    private static String path(Row row, String vm, String task) {
        return row.path().replace("{vm}", vm).replace("{task}", task).replace("{none}", "999999999");
    }
}
