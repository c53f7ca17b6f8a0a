package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BlackBox
class ApiListIT {

    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void theFleetIsThere(RunningMuster muster) {
        DemoVms.await(muster);
    }

    @Test
    void aRowHasWhatTheContractNames(RunningMuster muster) {
        muster.admin()
                .get("/api/vms?size=1&search=web")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("mode", equalTo("inventory"), "page", equalTo(1), "size", equalTo(1))
                .body("vms[0].cluster_name", equalTo("demo"), "vms[0].type", equalTo("qemu"))
                .body("vms[0].keySet()", hasItems("id", "vmid", "uuid", "node", "status_detail", "task_state", "ip"))
                .body("vms[0].keySet()", hasItems("disk_size", "uptime", "cpu_usage", "memory_usage", "sync_error"))
                .body("vms[0].keySet()", hasItems("last_updated", "last_status_check", "stale_since", "gone_at"));
    }

    @Test
    void everyWordOfTheSearchMustOccurWhateverTheCase(RunningMuster muster) {
        muster.admin()
                .get("/api/vms?search=WEB demo-01")
                .then()
                .body("total", greaterThan(0))
                .body("vms.node", everyItem(equalTo("demo-01")))
                .body("vms.name", everyItem(startsWith("web")));
        muster.admin().get("/api/vms?search=web win-desk").then().body("total", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "'", "\"", "\\", "' OR 1=1 --", "\u0000", "e%b"})
    void searchHasNoWildcards(String text, RunningMuster muster) {
        muster.admin()
                .queryParam("search", text)
                .get("/api/vms")
                .then()
                .statusCode(200)
                .body("total", equalTo(0));
    }

    @Test
    void filtersNarrowTheListTogether(RunningMuster muster) {
        muster.admin()
                .get("/api/vms?host=demo-02&tag=prod&status=running,paused&status=stopped&stale=false")
                .then()
                .body("total", greaterThan(0))
                .body("vms.node", everyItem(equalTo("demo-02")))
                .body("vms.tags", everyItem(hasItem("prod")))
                .body("vms.stale", everyItem(is(false)));
        muster.admin().get("/api/vms?cluster=999999").then().statusCode(200).body("vms", empty());
        muster.admin().get("/api/vms?cluster=999999&live=true").then().body("mode", equalTo("inventory"));
    }

    @Test
    void pagesTogetherAreTheWholeListOnce(RunningMuster muster) {
        List<Long> ids = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonPath json = muster.admin()
                    .get("/api/vms?sort=node&order=desc&size=40&page=" + page + "&cluster=" + DemoVms.cluster(muster))
                    .jsonPath();
            assertThat(json.getInt("total")).isEqualTo(DemoVms.COUNT);
            ids.addAll(json.getList("vms.id", Long.class));
        }
        assertThat(ids).hasSize(DemoVms.COUNT);
        assertThat(new HashSet<>(ids)).hasSize(DemoVms.COUNT);
    }

    @Test
    void orderIsAsAskedFor(RunningMuster muster) {
        List<String> names = muster.admin()
                .get("/api/vms?sort=name&order=desc&size=1000")
                .jsonPath()
                .getList("vms.name", String.class);
        assertThat(names).isSortedAccordingTo(Comparator.<String>reverseOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "page,0",
        "page,2147483647",
        "size,1001",
        "sort,id",
        "order,up",
        "status,up",
        "stale,maybe",
        "cluster,x",
        "since,abc",
        "since,bTE6OTk5OTk5OTk5",
        "live,yes"
    })
    void whatIsNotValidIsNamed(String field, String value, RunningMuster muster) {
        muster.admin()
                .queryParam(field, value)
                .get("/api/vms")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("status", equalTo(400), "instance", equalTo("/api/vms"))
                .body("errors.field", equalTo(List.of(field)));
    }

    @Test
    void theSameListIsNotSentTwice(RunningMuster muster) {
        String query = "/api/vms?size=2&search=no-such-machine";
        Response first = muster.admin().get(query);
        assertThat(first.header("ETag")).startsWith("W/\"");
        assertThat(first.headers().getValues("Cache-Control")).containsExactly("private, no-cache");
        Response second = muster.admin()
                .header("If-None-Match", first.header("ETag"))
                .get("/api/vms?size=3&search=no-such-machine");
        assertThat(second.statusCode()).isEqualTo(200);
        muster.admin().header("If-None-Match", "garbage").get(query).then().statusCode(200);
        muster.admin().header("If-None-Match", "*").get(query).then().statusCode(304);
    }

    @Test
    void askedForTheHeadOnlyTheLengthIsTold(RunningMuster muster) {
        Response head = muster.admin().head("/api/vms?size=2");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(head.header("Content-Length"))).isGreaterThan(1000);
        assertThat(head.asByteArray()).isEmpty();
    }

    @Test
    void aCursorLeadsToWhatChangedAfterIt(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running", "cache");
        String cursor = muster.admin().get("/api/vms?size=1").jsonPath().getString("cursor");
        muster.admin().post(vm + "/reboot?wait=30").then().statusCode(200);
        JsonPath changes = muster.admin().get("/api/vms?since=" + cursor).jsonPath();
        assertThat(changes.getList("vms.id", Long.class)).contains(Long.valueOf(vm.substring("/api/vms/".length())));
        assertThat(changes.getList("gone")).isEmpty();
        assertThat(changes.getString("cursor")).isNotEqualTo(cursor);
    }

    @Test
    void liveAsksTheHypervisorsFirst(RunningMuster muster) {
        for (String word : List.of("live", "force_refresh")) {
            muster.admin()
                    .get("/api/vms?size=1&" + word + "=true&cluster=" + DemoVms.cluster(muster))
                    .then()
                    .body("mode", equalTo("live"), "stale", is(false));
        }
    }

    @Test
    void csvHoldsTheWholeFilteredList(RunningMuster muster) {
        Response csv = muster.admin().accept("text/csv").get("/api/vms?size=1&cluster=" + DemoVms.cluster(muster));
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.asString()).startsWith("id,vmid,uuid,cluster_id,cluster_name,name,");
        assertThat(csv.asString().split("\r\n")).hasSize(DemoVms.COUNT + 1);
    }

    @Test
    void linesHoldTheWholeFilteredList(RunningMuster muster) {
        Response lines = muster.admin()
                .accept("application/x-ndjson")
                .get("/api/vms?size=1&host=demo-03&cluster=" + DemoVms.cluster(muster));
        assertThat(lines.contentType()).startsWith("application/x-ndjson");
        assertThat(lines.asString().lines()).hasSize(20).allSatisfy(line -> assertThat(
                        JsonPath.from(line).getString("node"))
                .isEqualTo("demo-03"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/json",
                "*/* | application/json",
                "text/csv;q=0.4, application/json;q=0.5 | application/json",
                "text/csv;q=0.9, application/json;q=0.5 | text/csv",
                "application/x-ndjson | application/x-ndjson",
            })
    void theTypeThatIsLikedBestIsGiven(String accept, String type, RunningMuster muster) {
        assertThat(muster.admin().header("Accept", accept).get("/api/vms").contentType())
                .startsWith(type);
    }

    @Test
    void aTypeThatWeHaveNotIsAProblem(RunningMuster muster) {
        muster.admin()
                .accept("image/png")
                .get("/api/vms")
                .then()
                .statusCode(406)
                .contentType(PROBLEM);
    }

    @Test
    void oneVmIsFoundByIdAndByVmid(RunningMuster muster) {
        String vm = DemoVms.inState(muster, "running,stopped", "db");
        long id = muster.admin().get(vm).jsonPath().getLong("id");
        assertThat(id).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(muster.admin().get("/api/vm/" + id).jsonPath().getLong("id")).isEqualTo(id);
        muster.admin().get("/api/vm/" + id + "?cluster=999999").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/vms/1",
                "/api/vms/abc",
                "/api/vm/1",
                "/api/tasks/999999",
                "/api/nothing",
                "/api/clusters/77"
            })
    void whatIsNotThereIsAProblem(String path, RunningMuster muster) {
        muster.admin()
                .get(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("keySet()", containsInAnyOrder("type", "title", "status", "detail", "instance"))
                .body("detail", equalTo("There is no such thing."), "instance", equalTo(path));
    }

    @Test
    void theDescriptionIsThere(RunningMuster muster) {
        Response described = muster.admin().accept("application/json").get("/openapi");
        String text = described.statusCode() == 302
                ? muster.admin().accept("application/json").get("/openapi/").asString()
                : described.asString();
        assertThat(text)
                .contains("/api/vms/{id}/{action}", "listVms", "force_refresh")
                .doesNotContain("/ui/");
    }
}
