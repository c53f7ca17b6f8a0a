package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The audit trail of a server that others' tests act on too. */
@BlackBox
class ApiAuditIT {

    private static final String AUDIT = "/api/audit";

    private static JsonPath rows(RunningMuster muster, String query) {
        return muster.admin()
                .get(AUDIT + "?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void anActionHasItsTwoRowsWhenItsTaskHasEnded(RunningMuster muster) {
        DemoVms.await(muster);
        String vm = DemoVms.inState(muster, "running", "mail");
        String id = vm.substring(vm.lastIndexOf('/') + 1);
        String task = muster.admin()
                .post(vm + "/reset?wait=30")
                .then()
                .statusCode(200)
                .extract()
                .path("task");
        List<Map<String, Object>> rows =
                rows(muster, "action=vm.reset&target=vm:" + id).getList("rows");
        Map<String, Object> ended = rows.get(0);
        Map<String, Object> asked = rows.get(1);
        assertThat(asked)
                .containsEntry("actor", "admin")
                .containsEntry("outcome", "asked")
                .containsEntry("source_ip", "127.0.0.1")
                .containsEntry("asked", null);
        assertThat(ended)
                .containsEntry("actor", "admin")
                .containsEntry("actor_id", asked.get("actor_id"))
                .containsEntry("source_ip", "127.0.0.1")
                .containsEntry("outcome", "ok")
                .containsEntry("asked", asked.get("id"))
                .containsEntry("detail", Map.of("task", task.substring("/api/tasks/".length())));
    }

    @Test
    void whatIsRefusedHasItsTwoRowsToo(RunningMuster muster) {
        muster.admin().delete("/api/clusters/1?confirm=no").then().statusCode(400);
        muster.admin()
                .get(AUDIT + "?action=cluster.delete&target=cluster:1&size=2")
                .then()
                .body("rows[0].outcome", equalTo("refused"), "rows[1].outcome", equalTo("asked"))
                .body(
                        "rows[0].asked",
                        equalTo(rows(muster, "action=cluster.delete").getInt("rows[1].id")));
        muster.admin().post("/api/vms/1/start").then().statusCode(404);
        muster.admin().get(AUDIT + "?target=vm:1").then().body("rows[0].outcome", equalTo("refused"));
    }

    @Test
    void aChangedSettingSaysWhatItWas(RunningMuster muster) {
        muster.admin()
                .contentType("application/json")
                .body("{\"port_deadline\":16}")
                .patch("/api/settings/sync")
                .then()
                .statusCode(200);
        muster.admin()
                .contentType("application/json")
                .body("{\"port_deadline\":null}")
                .patch("/api/settings/sync")
                .then()
                .statusCode(200);
        muster.admin()
                .get(AUDIT + "?action=settings.sync")
                .then()
                .body("rows[1].detail.before.port_deadline", equalTo("16"))
                .body("rows[3].detail.after.port_deadline", equalTo("16"));
    }

    @Test
    void aFailedLoginIsKeptAndCannotForgeARow(RunningMuster muster) {
        muster.as("eve\u001b[2J\u2028root", "wrong").get(AUDIT).then().statusCode(401);
        muster.admin()
                .get(AUDIT + "?action=login&actor=eve*")
                .then()
                .body("rows[0].actor", equalTo("eve?[2J?root"), "rows[0].outcome", equalTo("refused"))
                .body("rows[0].actor_id", nullValue());
    }

    @Test
    void theTrailHolds(RunningMuster muster) {
        muster.admin()
                .get(AUDIT + "/verify")
                .then()
                .statusCode(200)
                .body("ok", is(true), "broken_at", nullValue(), "rows", greaterThan(0), "checkpoint", nullValue());
    }

    @Test
    void pagesAndFiltersAreCounted(RunningMuster muster) {
        muster.admin().delete("/api/clusters/1?confirm=no").then().statusCode(400);
        muster.admin()
                .get(AUDIT + "?size=1&page=1")
                .then()
                .body("rows.size()", is(1), "page", is(1), "size", is(1), "total", greaterThan(1));
        muster.admin().get(AUDIT + "?from=2000-01-01&to=2000-01-02").then().body("rows", empty(), "total", is(0));
        muster.admin().get(AUDIT + "?from=x").then().statusCode(400).body("errors[0].field", equalTo("from"));
        muster.admin().get(AUDIT + "?action=audit.*").then().body("rows.action", everyItem(startsWith("audit.")));
    }

    @Test
    void theWholeTrailIsAFileToo(RunningMuster muster) {
        String csv = muster.admin()
                .accept("text/csv")
                .get(AUDIT)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("audit.csv"))
                .extract()
                .asString();
        assertThat(csv).startsWith("id,at,actor_id,actor,").contains(",audit.begin,");
        String link = muster.admin()
                .accept("text/html, */*;q=0.8")
                .get(AUDIT + "?format=csv&action=audit.begin")
                .asString();
        assertThat(link.lines()).hasSize(2);
        String lines = muster.admin()
                .accept("application/x-ndjson")
                .get(AUDIT + "?action=audit.begin")
                .then()
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        assertThat(lines.lines()).hasSize(1).allMatch(line -> line.startsWith("{\"id\":") && line.endsWith("}"));
    }

    @Test
    void nobodyElseReadsIt(RunningMuster muster) {
        muster.anonymous().get(AUDIT).then().statusCode(401).body(not(containsString("rows")));
        muster.anonymous().get(AUDIT + "/verify").then().statusCode(401);
        muster.anonymous().get("/ui/audit").then().statusCode(302);
    }
}
