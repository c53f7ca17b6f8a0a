package org.muster.it;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Administering users, groups, roles, grants and rules: nobody gives more than he has. */
@BlackBox
class DelegationIT {

    private final RunningMuster muster;
    private final People people;

    DelegationIT(RunningMuster muster) {
        this.muster = muster;
        this.people = new People(muster);
    }

    @BeforeEach
    void theFleetIsThere() {
        DemoVms.await(muster);
    }

    @Test
    void whoAdministersUsersGivesNoMoreThanHeHas() {
        long vm = people.vms("db", 1).get(0);
        long number = people.add("boss", "[]");
        long role = people.made(
                "/api/roles",
                "{\"name\":\"clerk " + number + "\",\"permissions\":[\"USER_ADMIN\",\"RBAC_QEMU_READ\"]}");
        people.patch("administrator", "/api/users/" + number, "{\"roles\":[\"clerk " + number + "\"]}")
                .then()
                .statusCode(200);
        long admins = people.made("/api/groups", "{\"name\":\"admins " + number + "\"}");
        people.made(
                "/api/grants",
                "{\"subject\":{\"group\":" + admins + "},\"role\":\"operator\",\"scope\":{\"vm\":" + vm + "}}");
        long admin = muster.admin().get("/api/auth/me").jsonPath().getLong("id");

        people.post("boss", "/api/users", "{\"name\":\"x" + number + "\",\"roles\":[\"viewer\"]}")
                .then()
                .statusCode(201);
        people.post("boss", "/api/users", "{\"name\":\"y" + number + "\",\"roles\":[\"administrator\"]}")
                .then()
                .statusCode(403);
        people.patch("boss", "/api/users/" + number, "{\"roles\":[\"operator\"]}")
                .then()
                .statusCode(403);
        people.patch("boss", "/api/users/" + number, "{\"groups\":[" + admins + "]}")
                .then()
                .statusCode(403);
        people.patch("boss", "/api/users/" + admin, "{\"password\":\"another long one\"}")
                .then()
                .statusCode(403);
        people.as("boss").delete("/api/users/" + admin).then().statusCode(403);
        people.patch("boss", "/api/groups/" + admins, "{\"members\":[" + number + "]}")
                .then()
                .statusCode(403);
        people.patch("boss", "/api/roles/" + role, "{\"permissions\":[\"VM_POWER\",\"USER_ADMIN\"]}")
                .then()
                .statusCode(403);
        people.post("boss", "/api/roles", "{\"name\":\"z" + number + "\",\"permissions\":[\"VM_POWER\"]}")
                .then()
                .statusCode(403);
        people.post(
                        "boss",
                        "/api/grants",
                        "{\"subject\":{\"user\":" + number + "},\"role\":\"operator\",\"scope\":{\"vm\":" + vm + "}}")
                .then()
                .statusCode(403);
        people.post("boss", "/api/rules", "{\"name\":\"*\",\"subject\":{\"user\":" + number + "}}")
                .then()
                .statusCode(403);
        people.as("boss").post("/api/vms/" + vm + "/reset").then().statusCode(403);
    }

    @Test
    void whoAdministersUsersDoesNotTakeWhatRulesGive() {
        long vm = people.vms("mon", 1).get(0);
        long number = people.add("boss", "[]");
        people.made("/api/roles", "{\"name\":\"clerk2 " + number + "\",\"permissions\":[\"USER_ADMIN\"]}");
        people.patch("administrator", "/api/users/" + number, "{\"roles\":[\"clerk2 " + number + "\"]}");
        long group = people.made("/api/groups", "{\"name\":\"ruled " + number + "\"}");
        long rule =
                people.made("/api/rules", "{\"tag\":\"ruled-" + number + "\",\"subject\":{\"group\":" + group + "}}");
        people.put("administrator", "/api/vms/" + vm + "/tags", "{\"tags\":[\"ruled-" + number + "\"]}")
                .then()
                .statusCode(200);
        people.patch("boss", "/api/groups/" + group, "{\"members\":[" + number + "]}")
                .then()
                .statusCode(403);
        people.patch("boss", "/api/users/" + number, "{\"groups\":[" + group + "]}")
                .then()
                .statusCode(403);
        long named = people.made("/api/rules", "{\"name\":\"*-{user}\"}");
        people.post("boss", "/api/users", "{\"name\":\"prod\"}").then().statusCode(403);
        people.patch("boss", "/api/users/" + number, "{\"name\":\"01\"}").then().statusCode(403);
        muster.admin().delete("/api/rules/" + named).then().statusCode(204);
        muster.admin().delete("/api/rules/" + rule).then().statusCode(204);
    }

    @Test
    void whoMayTagGivesNoMoreThanHeHas() {
        long vm = people.vms("mon", 2).get(1);
        long number = people.add("tagger", "[]");
        people.made("/api/roles", "{\"name\":\"tagger " + number + "\",\"permissions\":[\"VM_READ\",\"VM_ASSIGN\"]}");
        people.grant("tagger", "tagger " + number, "{\"vm\":" + vm + "}");
        people.grant("tagger", "operator", "{\"tag\":\"mine-" + number + "\"}");
        String path = "/api/vms/" + vm + "/tags";
        people.put("tagger", path, "{\"tags\":[\"harmless\"]}").then().statusCode(200);
        people.put("tagger", path, "{\"tags\":[\"mine-" + number + "\"]}")
                .then()
                .statusCode(403);
        people.put("tagger", "/api/vms/" + vm + "/owners", "{\"users\":[" + number + "]}")
                .then()
                .statusCode(403);
    }

    @Test
    void somebodyAlwaysIsAdministrator() {
        long admin = muster.admin().get("/api/auth/me").jsonPath().getLong("id");
        muster.admin().delete("/api/users/" + admin).then().statusCode(409);
        people.patch("administrator", "/api/users/" + admin, "{\"enabled\":false}")
                .then()
                .statusCode(409);
        people.patch("administrator", "/api/users/" + admin, "{\"roles\":[\"viewer\"]}")
                .then()
                .statusCode(409);
        muster.admin().get("/api/auth/me").then().statusCode(200).body("roles", contains("administrator"));
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
        Response answer = people.post("administrator", path, body.replace('\'', '"'));
        answer.then().statusCode(400).contentType("application/problem+json");
        if (field != null) {
            answer.then().body("errors.field", hasItem(field));
        }
    }

    @Test
    void whatContradictsWhatThereIsIsAConflict() {
        long eva = people.add("eva", "[]");
        String group = "{\"name\":\"one " + eva + "\"}";
        long one = people.made("/api/groups", group);
        long two = people.made("/api/groups", "{\"name\":\"two " + eva + "\",\"parent\":" + one + "}");
        people.post("administrator", "/api/groups", group.replace("one", "ONE"))
                .then()
                .statusCode(409);
        people.post("administrator", "/api/groups", "{\"name\":\"three " + eva + "\",\"parent\":" + two + "}")
                .then()
                .statusCode(409);
        people.patch("administrator", "/api/groups/" + one, "{\"members\":[987654321]}")
                .then()
                .statusCode(409);
        people.post(
                        "administrator",
                        "/api/users",
                        "{\"name\":\"" + people.name("eva").toUpperCase(java.util.Locale.ROOT) + "\"}")
                .then()
                .statusCode(409);
        muster.admin().delete("/api/roles/1").then().statusCode(409);
        people.grant("eva", "viewer", "{\"all\":true}");
        people.post(
                        "administrator",
                        "/api/grants",
                        "{\"subject\":{\"user\":" + eva + "},\"role\":\"viewer\",\"scope\":{\"all\":true}}")
                .then()
                .statusCode(409);
    }
}
