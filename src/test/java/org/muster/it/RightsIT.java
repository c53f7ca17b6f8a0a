package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees and does what: groups, owners, shares, tags and rules, as programs meet them. */
@BlackBox
class RightsIT {

    private final RunningMuster muster;
    private final People people;

    RightsIT(RunningMuster muster) {
        this.muster = muster;
        this.people = new People(muster);
    }

    @BeforeEach
    void theFleetIsThere() {
        DemoVms.await(muster);
    }

    @Test
    void oneSeesTheVmsOfOnesGroupsAndNothingOfOthers() {
        List<Long> web = people.vms("web", 2);
        long eva = people.add("eva", "[]");
        long parent = people.made("/api/groups", "{\"name\":\"department " + eva + "\"}");
        long child = people.made(
                "/api/groups", "{\"name\":\"class " + eva + "\",\"parent\":" + parent + ",\"members\":[" + eva + "]}");
        people.see("eva");
        people.put("administrator", "/api/vms/" + web.get(0) + "/owners", "{\"groups\":[" + child + "]}")
                .then()
                .statusCode(200);
        people.put("administrator", "/api/vms/" + web.get(1) + "/owners", "{\"groups\":[" + parent + "]}")
                .then()
                .body("groups", contains((int) parent));
        people.see("eva", web.get(0), web.get(1));

        people.list("eva", "?search=db").then().body("total", equalTo(0), "vms", empty());
        people.list("eva", "?status=running&size=1").then().body("vms", org.hamcrest.Matchers.hasSize(1));
        assertThat(people.as("eva")
                        .accept("text/csv")
                        .get("/api/vms")
                        .asString()
                        .lines())
                .hasSize(3);
        assertThat(people.as("eva")
                        .accept("application/x-ndjson")
                        .get("/api/vms")
                        .asString()
                        .lines())
                .hasSize(2);
        people.as("eva").get("/api/sync/stats").then().body("total_vms", equalTo(2));
    }

    @Test
    void aCursorTellsWhatWasGivenAndTaken() {
        long vm = people.vms("mail", 1).get(0);
        long eva = people.add("eva", "[]");
        String before = people.list("eva", "").jsonPath().getString("cursor");
        String tag = people.list("eva", "").getHeader("ETag");
        long group = people.made("/api/groups", "{\"name\":\"mailers " + eva + "\"}");
        people.put("administrator", "/api/vms/" + vm + "/owners", "{\"groups\":[" + group + "]}");
        people.patch("administrator", "/api/groups/" + group, "{\"members\":[" + eva + "]}")
                .then()
                .statusCode(200);

        JsonPath given = people.list("eva", "?since=" + before).jsonPath();
        assertThat(given.getList("vms.id", Long.class)).containsExactly(vm);
        people.as("eva").header("If-None-Match", tag).get("/api/vms").then().statusCode(200);

        people.patch("administrator", "/api/groups/" + group, "{\"members\":[]}")
                .then()
                .statusCode(200);
        JsonPath taken =
                people.list("eva", "?since=" + given.getString("cursor")).jsonPath();
        assertThat(taken.getList("vms", Object.class)).isEmpty();
        assertThat(taken.getList("gone", Long.class)).containsExactly(vm);
        people.as("eva").get("/api/vms/" + vm).then().statusCode(404);
    }

    @Test
    void aCursorTellsNothingToWhoSeesNothing() {
        long number = people.add("clerk", "[]");
        people.made("/api/roles", "{\"name\":\"hosts " + number + "\",\"permissions\":[\"HOST_READ\",\"USER_ADMIN\"]}");
        people.patch("administrator", "/api/users/" + number, "{\"roles\":[\"hosts " + number + "\"]}");
        String first = people.list("clerk", "").jsonPath().getString("cursor");
        people.list("clerk", "?since=bTE6MA").then().body("vms", empty(), "gone", empty());
        people.list("clerk", "?since=" + first).then().body("vms", empty(), "gone", empty());
        muster.as(people.name("clerk"), People.PASSWORD).get("/metrics").then().statusCode(403);
    }

    @Test
    void anOwnerSharesWhatHeMay() {
        long vm = people.vms("app", 1).get(0);
        people.add("owner", "[]");
        long friend = people.add("friend", "[]");
        long grant = people.grant("owner", "owner", "{\"vm\":" + vm + "}");
        String path = "/api/vms/" + vm + "/shares";
        JsonPath share = people.post("owner", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"view\"}")
                .then()
                .statusCode(201)
                .body("may", equalTo("view"), "granted_by", equalTo(people.name("owner")))
                .extract()
                .jsonPath();
        people.see("friend", vm);
        people.as("friend").post("/api/vms/" + vm + "/reset").then().statusCode(403);
        people.post("friend", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
                .then()
                .statusCode(403);

        people.post("owner", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
                .then()
                .statusCode(201);
        people.as("friend").post("/api/vms/" + vm + "/reset?wait=30").then().statusCode(200);
        people.as("owner").delete(path + "/" + share.getLong("id")).then().statusCode(204);
        people.as("owner").get(path).then().body("shares.may", contains("power"));
        people.as("owner").delete("/api/vms/" + vm + "/shares/" + grant).then().statusCode(404);
        people.as("owner").delete("/api/grants/" + grant).then().statusCode(403);
    }

    @Test
    void aShareEndsByItself() {
        long vm = people.vms("cache", 1).get(0);
        long friend = people.add("friend", "[]");
        people.list("friend", "").then().statusCode(200); // the password's hash takes its time once
        String until = Instant.now().plusSeconds(10).toString();
        people.post(
                        "administrator",
                        "/api/vms/" + vm + "/shares",
                        "{\"subject\":{\"user\":" + friend + "},\"may\":\"view\",\"until\":\"" + until + "\"}")
                .then()
                .statusCode(201);
        people.see("friend", vm);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> people.list("friend", "").then().body("total", equalTo(0)));
        people.as("friend").get("/api/vms/" + vm).then().statusCode(404);
    }

    @Test
    void whatAnOwnerSharedEndsWithHisOwnership() {
        long vm = people.vms("app", 2).get(1);
        long owner = people.add("owner", "[]");
        long friend = people.add("friend", "[]");
        String owners = "/api/vms/" + vm + "/owners";
        people.put("administrator", owners, "{\"users\":[" + owner + "]}")
                .then()
                .statusCode(200);
        people.post("owner", "/api/vms/" + vm + "/shares", "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
                .then()
                .statusCode(201);
        people.see("friend", vm);
        people.put("administrator", owners, "{}").then().statusCode(400);
        people.put("administrator", owners, "{\"users\":[]}").then().statusCode(200);
        people.see("friend");
        people.see("owner");
    }

    @Test
    void whatIsChangedHoldsAtOnce() {
        long eva = people.add("eva", "[\"viewer\"]");
        people.list("eva", "").then().body("total", equalTo(DemoVms.COUNT));
        people.patch("administrator", "/api/users/" + eva, "{\"roles\":[]}")
                .then()
                .statusCode(200);
        people.list("eva", "").then().body("total", equalTo(0));
        people.patch("administrator", "/api/users/" + eva, "{\"enabled\":false}")
                .then()
                .body("enabled", is(false));
        people.list("eva", "").then().statusCode(401);
        people.patch("administrator", "/api/users/" + eva, "{\"enabled\":true,\"expires\":\"2199-01-01T00:00:00Z\"}");
        people.list("eva", "").then().statusCode(200);
        muster.admin().delete("/api/users/" + eva).then().statusCode(204);
        people.list("eva", "").then().statusCode(401);
    }

    @Test
    void tagsOfMusterAssignAndThoseOfAnUntrustedClusterDoNot() {
        long vm = people.vms("mon", 1).get(0);
        long eva = people.add("eva", "[]");
        long rule = people.made("/api/rules", "{\"tag\":\"class-" + eva + "\",\"subject\":{\"user\":" + eva + "}}");
        people.made("/api/rules", "{\"tag\":\"ops\",\"subject\":{\"user\":" + eva + "}}"); // a tag of the demo fleet
        people.see("eva");
        people.put("administrator", "/api/vms/" + vm + "/tags", "{\"tags\":[\"class-" + eva + "\"]}")
                .then()
                .statusCode(200)
                .body("tags", contains("class-" + eva));
        people.see("eva", vm);
        people.as("eva").post("/api/vms/" + vm + "/reset?wait=30").then().statusCode(200);
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
        people.see("eva");
    }

    @Test
    void namesAndTagsOfATrustedClusterAssign() {
        long cluster = DemoVms.cluster(muster);
        long eva = people.add("eva", "[]");
        List<Long> controllers = people.vms("win-dc", 2);
        long rule = people.made(
                "/api/rules", "{\"name\":\"WIN-dc-*\",\"subject\":{\"user\":" + eva + "},\"role\":\"viewer\"}");
        people.see("eva");
        String path = "/api/clusters/" + cluster;
        people.patch("administrator", path, "{\"trust_tags\":true}")
                .then()
                .statusCode(200)
                .body("trust_tags", is(true));
        assertThat(people.list("eva", "").jsonPath().getList("vms.id", Long.class))
                .containsAll(controllers);
        people.patch("administrator", path, "{\"trust_tags\":false}").then().body("trust_tags", is(false));
        people.see("eva");
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
    }
}
