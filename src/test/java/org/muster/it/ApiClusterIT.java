package org.muster.it;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BlackBox
class ApiClusterIT {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void theDemoIsACluster(RunningMuster muster) {
        DemoVms.await(muster);
        muster.admin()
                .get("/api/clusters/" + DemoVms.cluster(muster))
                .then()
                .statusCode(200)
                .body("name", equalTo("demo"), "kind", equalTo("demo"), "enabled", is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ext:///system?command=/bin/true",
                "qemu+ssh://root@host/system?netcat=x",
                "test:///etc/passwd",
                "http://host/",
                "esx://host/",
                "nonsense"
            })
    void anAddressThatIsNotAllowedIsRefusedUntried(String address, RunningMuster muster) {
        add(muster, "", Map.of("name", "strange", "kind", "libvirt", "addresses", List.of(address)))
                .statusCode(422)
                .contentType(PROBLEM)
                .body("errors.field", hasItem("addresses"));
    }

    @Test
    void aHostThatDoesNotAnswerIsRefusedAfterTheTest(RunningMuster muster) {
        Map<String, Object> nobody = Map.of(
                "name", "nobody", "kind", "libvirt", "addresses", List.of("qemu+unix:///system?socket=/nowhere"));
        add(muster, "", nobody).statusCode(422).contentType(PROBLEM);
        add(muster, "?test=only", nobody).statusCode(422);
        muster.admin().get("/api/clusters").then().body("clusters.name", not(hasItem("nobody")));
    }

    @Test
    void aClusterComesChangesAndGoes(RunningMuster muster) {
        Map<String, Object> wanted = Map.of("name", "mock", "kind", "libvirt", "addresses", List.of("test:///default"));
        add(muster, "?test=only", wanted).statusCode(200).body("ok", is(true));
        String path = add(muster, "", wanted)
                .statusCode(201)
                .header("Location", containsString("/api/clusters/"))
                .body("name", equalTo("mock"), "addresses", equalTo(List.of("test:///default")))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
        add(muster, "", wanted).statusCode(422).contentType(PROBLEM);
        patch(muster, path, Map.of("name", "mock-2", "enabled", false))
                .statusCode(200)
                .body("name", equalTo("mock-2"), "enabled", is(false));
        patch(muster, path, Map.of("addresses", List.of("qemu:///system"))).statusCode(422);
        patch(muster, path, Map.of("enabled", "no")).statusCode(400);
        muster.admin().delete(path + "?confirm=mock").then().statusCode(400).body("errors.field", hasItem("confirm"));
        muster.admin().delete(path + "?confirm=mock-2").then().statusCode(204);
        muster.admin().get(path).then().statusCode(404);
    }

    @Test
    void aBodyThatLacksWhatIsNeededNamesIt(RunningMuster muster) {
        add(muster, "", Map.of("addresses", List.of()))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("name", "addresses", "kind")));
        add(muster, "", Map.of("name", "d", "kind", "demo", "addresses", List.of("x")))
                .statusCode(400)
                .body("errors.field", hasItem("kind"));
    }

    private static ValidatableResponse add(RunningMuster muster, String query, Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .post("/api/clusters" + query)
                .then();
    }

    private static ValidatableResponse patch(RunningMuster muster, String path, Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .patch(path)
                .then();
    }
}
