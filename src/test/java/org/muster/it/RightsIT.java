package org.muster.it;

import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, groups, roles, grants, owners, shares and rules, as programs meet them. */
@BlackBox
class RightsIT {

    private static final String JSON = "application/json";

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

    private List<Long> vms(String search, int count) {
        return muster.admin()
                .get("/api/vms?search=" + search + "&cluster=" + DemoVms.cluster(muster))
                .jsonPath()
                .getList("vms.id", Long.class)
                .subList(0, count);
    }

    private Response list(String who, String query) {
        return people.as(who).get("/api/vms" + query);
    }

    private void see(String who, Long... vms) {
        list(who, "").then().statusCode(200).body("total", equalTo(vms.length));
        assertThat(list(who, "?sort=name").jsonPath().getList("vms.id", Long.class))
                .containsExactlyInAnyOrder(vms);
    }

    private Response patch(String who, String path, String body) {
        return people.as(who).contentType(JSON).body(body).patch(path);
    }

    private Response post(String who, String path, String body) {
        return people.as(who).contentType(JSON).body(body).post(path);
    }

    private Response put(String who, String path, String body) {
        return people.as(who).contentType(JSON).body(body).put(path);
    }

    @Test
    void oneSeesTheVmsOfOnesGroupsAndNothingOfOthers() {
        List<Long> web = vms("web", 2);
        long eva = people.add("eva", "[]");
        long parent = people.post("/api/groups", "{\"name\":\"department " + eva + "\"}");
        long child = people.post(
                "/api/groups", "{\"name\":\"class " + eva + "\",\"parent\":" + parent + ",\"members\":[" + eva + "]}");
        see("eva");
        put("administrator", "/api/vms/" + web.get(0) + "/owners", "{\"groups\":[" + child + "]}")
                .then()
                .statusCode(200);
        put("administrator", "/api/vms/" + web.get(1) + "/owners", "{\"groups\":[" + parent + "]}")
                .then()
                .body("groups", contains((int) parent));
        see("eva", web.get(0), web.get(1));

        list("eva", "?search=db").then().body("total", equalTo(0), "vms", empty());
        list("eva", "?status=running&size=1").then().body("vms", org.hamcrest.Matchers.hasSize(1));
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
        long vm = vms("mail", 1).get(0);
        long eva = people.add("eva", "[]");
        String before = list("eva", "").jsonPath().getString("cursor");
        String tag = list("eva", "").getHeader("ETag");
        long group = people.post("/api/groups", "{\"name\":\"mailers " + eva + "\"}");
        put("administrator", "/api/vms/" + vm + "/owners", "{\"groups\":[" + group + "]}");
        patch("administrator", "/api/groups/" + group, "{\"members\":[" + eva + "]}")
                .then()
                .statusCode(200);

        JsonPath given = list("eva", "?since=" + before).jsonPath();
        assertThat(given.getList("vms.id", Long.class)).containsExactly(vm);
        people.as("eva").header("If-None-Match", tag).get("/api/vms").then().statusCode(200);

        patch("administrator", "/api/groups/" + group, "{\"members\":[]}")
                .then()
                .statusCode(200);
        JsonPath taken = list("eva", "?since=" + given.getString("cursor")).jsonPath();
        assertThat(taken.getList("vms", Object.class)).isEmpty();
        assertThat(taken.getList("gone", Long.class)).containsExactly(vm);
        people.as("eva").get("/api/vms/" + vm).then().statusCode(404);
    }

    @Test
    void anOwnerSharesWhatHeMay() {
        long vm = vms("app", 1).get(0);
        people.add("owner", "[]");
        long friend = people.add("friend", "[]");
        long grant = people.grant("owner", "owner", "{\"vm\":" + vm + "}");
        String path = "/api/vms/" + vm + "/shares";
        JsonPath share = post("owner", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"view\"}")
                .then()
                .statusCode(201)
                .body("may", equalTo("view"), "granted_by", equalTo(people.name("owner")))
                .extract()
                .jsonPath();
        see("friend", vm);
        people.as("friend").post("/api/vms/" + vm + "/reset").then().statusCode(403);
        post("friend", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
                .then()
                .statusCode(403);

        post("owner", path, "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
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
        long vm = vms("cache", 1).get(0);
        long friend = people.add("friend", "[]");
        list("friend", "").then().statusCode(200); // the password's hash takes its time once
        String until = Instant.now().plusSeconds(10).toString();
        post(
                        "administrator",
                        "/api/vms/" + vm + "/shares",
                        "{\"subject\":{\"user\":" + friend + "},\"may\":\"view\",\"until\":\"" + until + "\"}")
                .then()
                .statusCode(201);
        see("friend", vm);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list("friend", "").then().body("total", equalTo(0)));
        people.as("friend").get("/api/vms/" + vm).then().statusCode(404);
    }

    @Test
    void whoAdministersUsersGivesNoMoreThanHeHas() {
        long vm = vms("db", 1).get(0);
        long number = people.add("boss", "[]");
        long role = people.post(
                "/api/roles",
                "{\"name\":\"clerk " + number + "\",\"permissions\":[\"USER_ADMIN\",\"RBAC_QEMU_READ\"]}");
        patch("administrator", "/api/users/" + number, "{\"roles\":[\"clerk " + number + "\"]}")
                .then()
                .statusCode(200);
        long admins = people.post("/api/groups", "{\"name\":\"admins " + number + "\"}");
        people.post(
                "/api/grants",
                "{\"subject\":{\"group\":" + admins + "},\"role\":\"operator\",\"scope\":{\"vm\":" + vm + "}}");
        long admin = muster.admin().get("/api/auth/me").jsonPath().getLong("id");

        post("boss", "/api/users", "{\"name\":\"x" + number + "\",\"roles\":[\"viewer\"]}")
                .then()
                .statusCode(201);
        post("boss", "/api/users", "{\"name\":\"y" + number + "\",\"roles\":[\"administrator\"]}")
                .then()
                .statusCode(403);
        patch("boss", "/api/users/" + number, "{\"roles\":[\"operator\"]}")
                .then()
                .statusCode(403);
        patch("boss", "/api/users/" + number, "{\"groups\":[" + admins + "]}")
                .then()
                .statusCode(403);
        patch("boss", "/api/users/" + admin, "{\"password\":\"another long one\"}")
                .then()
                .statusCode(403);
        people.as("boss").delete("/api/users/" + admin).then().statusCode(403);
        patch("boss", "/api/groups/" + admins, "{\"members\":[" + number + "]}")
                .then()
                .statusCode(403);
        patch("boss", "/api/roles/" + role, "{\"permissions\":[\"VM_POWER\",\"USER_ADMIN\"]}")
                .then()
                .statusCode(403);
        post("boss", "/api/roles", "{\"name\":\"z" + number + "\",\"permissions\":[\"VM_POWER\"]}")
                .then()
                .statusCode(403);
        post(
                        "boss",
                        "/api/grants",
                        "{\"subject\":{\"user\":" + number + "},\"role\":\"operator\",\"scope\":{\"vm\":" + vm + "}}")
                .then()
                .statusCode(403);
        post("boss", "/api/rules", "{\"name\":\"*\",\"subject\":{\"user\":" + number + "}}")
                .then()
                .statusCode(403);
        people.as("boss").post("/api/vms/" + vm + "/reset").then().statusCode(403);
    }

    @Test
    void whoMustChangeThePasswordDoesNothingElseBefore() {
        long eva = people.add("eva", "[\"viewer\"]");
        patch("administrator", "/api/users/" + eva, "{\"must_change\":true}")
                .then()
                .body("must_change", is(true));
        list("eva", "").then().statusCode(403).body("detail", org.hamcrest.Matchers.containsString("password"));
        people.as("eva").get("/api/auth/me").then().statusCode(200);
        String path = "/api/auth/password";
        post("eva", path, "{\"old\":\"wrong\",\"new\":\"a better one 8\"}")
                .then()
                .body("errors.field", hasItem("old"));
        post("eva", path, "{\"old\":\"" + People.PASSWORD + "\",\"new\":\"short\"}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("new"));
        post("eva", path, "{\"old\":\"" + People.PASSWORD + "\",\"new\":\"a better one 8\"}")
                .then()
                .statusCode(204);
        list("eva", "").then().statusCode(401);
        muster.as(people.name("eva"), "a better one 8").get("/api/vms").then().statusCode(200);
    }

    @Test
    void theNewPasswordBeginsASessionAndEndsTheOthers() {
        long eva = people.add("eva", "[]");
        patch("administrator", "/api/users/" + eva, "{\"must_change\":true}")
                .then()
                .statusCode(200);
        Browser other = browser(Browser.login(muster, people.name("eva"), People.PASSWORD));
        Browser here = browser(Browser.login(muster, people.name("eva"), People.PASSWORD));
        here.request().get("/ui/vms").then().statusCode(302).header("Location", endsWith("/ui/password"));
        String token = Browser.first(Browser.TOKEN, here.page("/ui/password"), 1);
        change(here, token, "wrong", "a better one 8").then().statusCode(422);
        Response changed = change(here, token, People.PASSWORD, "a better one 8");
        changed.then().statusCode(303).header("Location", endsWith("/ui/vms"));
        browser(changed).page("/ui/vms");
        other.request().get("/ui/password").then().statusCode(302).header("Location", endsWith("/ui/login"));
        here.request().get("/ui/password").then().statusCode(302).header("Location", endsWith("/ui/login"));
    }

    private Browser browser(Response loggedIn) {
        return new Browser(muster, loggedIn.detailedCookies());
    }

    private static Response change(Browser browser, String token, String old, String wanted) {
        return browser.request()
                .contentType(URLENC.withCharset("UTF-8"))
                .formParam("_csrf", token)
                .formParam("old", old)
                .formParam("new", wanted)
                .formParam("again", wanted)
                .post("/ui/password");
    }

    @Test
    void aTokenDoesWhatItsAccountMayAndItWasMadeFor() {
        people.add("eva", "[\"operator\"]");
        JsonPath made = post("eva", "/api/tokens", "{\"name\":\"list\",\"permissions\":[\"VM_READ\"]}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String token = "Bearer " + made.getString("token");
        String vm = DemoVms.inState(muster, "running", "web");
        bearer(token).get("/api/vms").then().statusCode(200).body("total", equalTo(DemoVms.COUNT));
        bearer(token).get("/api/hosts").then().statusCode(403);
        bearer(token).post(vm + "/reset").then().statusCode(403);
        bearer(token)
                .contentType(JSON)
                .body("{\"name\":\"more\"}")
                .post("/api/tokens")
                .then()
                .statusCode(403);
        bearer(token).delete("/api/tokens/" + made.getLong("id")).then().statusCode(403);
        people.as("eva")
                .get("/api/tokens")
                .then()
                .body("tokens.name", contains("list"))
                .body("tokens[0].token", nullValue());

        patch("administrator", "/api/users/" + people.id("eva"), "{\"roles\":[]}")
                .then()
                .statusCode(200);
        bearer(token).get("/api/vms").then().body("total", equalTo(0));
        people.as("eva").delete("/api/tokens/" + made.getLong("id")).then().statusCode(204);
        bearer(token).get("/api/vms").then().statusCode(401);
        bearer("Bearer mst_" + "A".repeat(43)).get("/api/vms").then().statusCode(401);
        bearer("Bearer " + made.getString("token")).get("/ui/vms").then().statusCode(302);
    }

    @Test
    void aServiceComesWithATokenOnly() {
        long friend = people.add("friend", "[]");
        long service = people.post(
                "/api/users", "{\"name\":\"service " + friend + "\",\"kind\":\"service\",\"roles\":[\"viewer\"]}");
        String path = "/api/users/" + service + "/tokens";
        post("administrator", "/api/users/" + friend + "/tokens", "{\"name\":\"x\"}")
                .then()
                .statusCode(409);
        String token = post("administrator", path, "{\"name\":\"collector\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("token");
        bearer("Bearer " + token).get("/api/vms").then().statusCode(200).body("total", equalTo(DemoVms.COUNT));
        muster.admin().delete("/api/users/" + service).then().statusCode(204);
        bearer("Bearer " + token).get("/api/vms").then().statusCode(401);
    }

    private RequestSpecification bearer(String header) {
        return muster.anonymous().header("Authorization", header);
    }

    @Test
    void whoAdministersUsersDoesNotTakeWhatRulesGive() {
        long vm = vms("mon", 1).get(0);
        long number = people.add("boss", "[]");
        people.post("/api/roles", "{\"name\":\"clerk2 " + number + "\",\"permissions\":[\"USER_ADMIN\"]}");
        patch("administrator", "/api/users/" + number, "{\"roles\":[\"clerk2 " + number + "\"]}");
        long group = people.post("/api/groups", "{\"name\":\"ruled " + number + "\"}");
        long rule =
                people.post("/api/rules", "{\"tag\":\"ruled-" + number + "\",\"subject\":{\"group\":" + group + "}}");
        put("administrator", "/api/vms/" + vm + "/tags", "{\"tags\":[\"ruled-" + number + "\"]}")
                .then()
                .statusCode(200);
        patch("boss", "/api/groups/" + group, "{\"members\":[" + number + "]}")
                .then()
                .statusCode(403);
        patch("boss", "/api/users/" + number, "{\"groups\":[" + group + "]}")
                .then()
                .statusCode(403);
        long named = people.post("/api/rules", "{\"name\":\"*-{user}\"}");
        post("boss", "/api/users", "{\"name\":\"prod\"}").then().statusCode(403);
        patch("boss", "/api/users/" + number, "{\"name\":\"01\"}").then().statusCode(403);
        muster.admin().delete("/api/rules/" + named).then().statusCode(204);
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
    }

    @Test
    void whoMayTagGivesNoMoreThanHeHas() {
        long vm = vms("mon", 2).get(1);
        long number = people.add("tagger", "[]");
        people.post("/api/roles", "{\"name\":\"tagger " + number + "\",\"permissions\":[\"VM_READ\",\"VM_ASSIGN\"]}");
        people.grant("tagger", "tagger " + number, "{\"vm\":" + vm + "}");
        people.grant("tagger", "operator", "{\"tag\":\"mine-" + number + "\"}");
        String path = "/api/vms/" + vm + "/tags";
        put("tagger", path, "{\"tags\":[\"harmless\"]}").then().statusCode(200);
        put("tagger", path, "{\"tags\":[\"mine-" + number + "\"]}").then().statusCode(403);
        put("tagger", "/api/vms/" + vm + "/owners", "{\"users\":[" + number + "]}")
                .then()
                .statusCode(403);
    }

    @Test
    void whatAnOwnerSharedEndsWithHisOwnership() {
        long vm = vms("app", 2).get(1);
        long owner = people.add("owner", "[]");
        long friend = people.add("friend", "[]");
        String owners = "/api/vms/" + vm + "/owners";
        put("administrator", owners, "{\"users\":[" + owner + "]}").then().statusCode(200);
        post("owner", "/api/vms/" + vm + "/shares", "{\"subject\":{\"user\":" + friend + "},\"may\":\"power\"}")
                .then()
                .statusCode(201);
        see("friend", vm);
        put("administrator", owners, "{}").then().statusCode(400);
        put("administrator", owners, "{\"users\":[]}").then().statusCode(200);
        see("friend");
        see("owner");
    }

    @Test
    void aCursorTellsNothingToWhoSeesNothing() {
        long number = people.add("clerk", "[]");
        people.post("/api/roles", "{\"name\":\"hosts " + number + "\",\"permissions\":[\"HOST_READ\",\"USER_ADMIN\"]}");
        patch("administrator", "/api/users/" + number, "{\"roles\":[\"hosts " + number + "\"]}");
        String first = list("clerk", "").jsonPath().getString("cursor");
        list("clerk", "?since=bTE6MA").then().body("vms", empty(), "gone", empty());
        list("clerk", "?since=" + first).then().body("vms", empty(), "gone", empty());
        muster.as(people.name("clerk"), People.PASSWORD).get("/metrics").then().statusCode(403);
    }

    @Test
    void somebodyAlwaysIsAdministrator() {
        long admin = muster.admin().get("/api/auth/me").jsonPath().getLong("id");
        muster.admin().delete("/api/users/" + admin).then().statusCode(409);
        patch("administrator", "/api/users/" + admin, "{\"enabled\":false}")
                .then()
                .statusCode(409);
        patch("administrator", "/api/users/" + admin, "{\"roles\":[\"viewer\"]}")
                .then()
                .statusCode(409);
        muster.admin().get("/api/auth/me").then().statusCode(200).body("roles", contains("administrator"));
    }

    @Test
    void whatIsChangedHoldsAtOnce() {
        long eva = people.add("eva", "[\"viewer\"]");
        list("eva", "").then().body("total", equalTo(DemoVms.COUNT));
        patch("administrator", "/api/users/" + eva, "{\"roles\":[]}").then().statusCode(200);
        list("eva", "").then().body("total", equalTo(0));
        patch("administrator", "/api/users/" + eva, "{\"enabled\":false}")
                .then()
                .body("enabled", is(false));
        list("eva", "").then().statusCode(401);
        patch("administrator", "/api/users/" + eva, "{\"enabled\":true,\"expires\":\"2199-01-01T00:00:00Z\"}");
        list("eva", "").then().statusCode(200);
        muster.admin().delete("/api/users/" + eva).then().statusCode(204);
        list("eva", "").then().statusCode(401);
    }

    @Test
    void tagsOfMusterAssignAndThoseOfAnUntrustedClusterDoNot() {
        long vm = vms("mon", 1).get(0);
        long eva = people.add("eva", "[]");
        long rule = people.post("/api/rules", "{\"tag\":\"class-" + eva + "\",\"subject\":{\"user\":" + eva + "}}");
        people.post("/api/rules", "{\"tag\":\"ops\",\"subject\":{\"user\":" + eva + "}}"); // a tag of the demo fleet
        see("eva");
        put("administrator", "/api/vms/" + vm + "/tags", "{\"tags\":[\"class-" + eva + "\"]}")
                .then()
                .statusCode(200)
                .body("tags", contains("class-" + eva));
        see("eva", vm);
        people.as("eva").post("/api/vms/" + vm + "/reset?wait=30").then().statusCode(200);
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
        see("eva");
    }

    @Test
    void namesAndTagsOfATrustedClusterAssign() {
        long cluster = DemoVms.cluster(muster);
        long eva = people.add("eva", "[]");
        List<Long> controllers = vms("win-dc", 2);
        long rule = people.post(
                "/api/rules", "{\"name\":\"WIN-dc-*\",\"subject\":{\"user\":" + eva + "},\"role\":\"viewer\"}");
        see("eva");
        String path = "/api/clusters/" + cluster;
        patch("administrator", path, "{\"trust_tags\":true}")
                .then()
                .statusCode(200)
                .body("trust_tags", is(true));
        assertThat(list("eva", "").jsonPath().getList("vms.id", Long.class)).containsAll(controllers);
        patch("administrator", path, "{\"trust_tags\":false}").then().body("trust_tags", is(false));
        see("eva");
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/users  | {'name':'x'}x | ",
                "/api/users  | {'email':'a@b'} | name",
                "/api/users  | {'name':' -x'} | name",
                "/api/users  | {'name':'<b>'} | name",
                "/api/users  | {'name':'new','password':'short'} | password",
                "/api/users  | {'name':'new','password':'Password1'} | password",
                "/api/users  | {'name':'newcomer','password':'newcomer'} | password",
                "/api/users  | {'name':'new','roles':['king']} | roles",
                "/api/users  | {'name':'new','groups':['1']} | groups",
                "/api/users  | {'name':'new','expires':'2020-01-01T00:00:00Z'} | expires",
                "/api/users  | {'name':'new','expires':'soon'} | expires",
                "/api/users  | {'name':'new','kind':'service','password':'long enough one'} | password",
                "/api/groups | {'name':7} | name",
                "/api/roles  | {'name':'new'} | permissions",
                "/api/roles  | {'name':'new','permissions':['EVERYTHING']} | permissions",
                "/api/grants | {'subject':{'user':1,'group':1},'role':'viewer','scope':{'all':true}} | subject",
                "/api/grants | {'subject':{'user':1},'role':'viewer','scope':{'all':false}} | scope",
                "/api/grants | {'subject':{'user':1},'role':'king','scope':{'all':true}} | role",
                "/api/rules  | {'tag':'a','name':'b','subject':{'user':1}} | ''",
                "/api/rules  | {'tag':'a'} | subject",
                "/api/rules  | {'name':'a*b*c*d','subject':{'user':1}} | name",
                "/api/rules  | {'name':'lab-*'} | name"
            })
    void whatIsWrongIsTold(String path, String body, String field) {
        Response answer = post("administrator", path, body.replace('\'', '"'));
        answer.then().statusCode(400).contentType("application/problem+json");
        if (field != null) {
            answer.then().body("errors.field", hasItem(field));
        }
    }

    @Test
    void whatContradictsWhatThereIsIsAConflict() {
        long eva = people.add("eva", "[]");
        String group = "{\"name\":\"one " + eva + "\"}";
        long one = people.post("/api/groups", group);
        long two = people.post("/api/groups", "{\"name\":\"two " + eva + "\",\"parent\":" + one + "}");
        post("administrator", "/api/groups", group.replace("one", "ONE")).then().statusCode(409);
        post("administrator", "/api/groups", "{\"name\":\"three " + eva + "\",\"parent\":" + two + "}")
                .then()
                .statusCode(409);
        patch("administrator", "/api/groups/" + one, "{\"members\":[987654321]}")
                .then()
                .statusCode(409);
        post(
                        "administrator",
                        "/api/users",
                        "{\"name\":\"" + people.name("eva").toUpperCase(java.util.Locale.ROOT) + "\"}")
                .then()
                .statusCode(409);
        muster.admin().delete("/api/roles/1").then().statusCode(409);
        people.grant("eva", "viewer", "{\"all\":true}");
        post(
                        "administrator",
                        "/api/grants",
                        "{\"subject\":{\"user\":" + eva + "},\"role\":\"viewer\",\"scope\":{\"all\":true}}")
                .then()
                .statusCode(409);
    }
}
