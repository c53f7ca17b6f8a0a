package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Dialect;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;

/** A Proxmox VE cluster, played by the double in this process, beside the demo fleet in one list. */
@BlackBox
class ProxmoxIT {

    private static final int VMS = 10;
    private static final String NAME = "pve-it";
    private static final String WATCH = "muster@pve!watch";

    private final RunningMuster muster;
    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, VMS).token(WATCH, true))
            .times(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(200));

    ProxmoxIT(RunningMuster muster) {
        this.muster = muster;
    }

    @AfterEach
    void removeIt() {
        List<Integer> ids = muster.admin()
                .get("/api/clusters")
                .jsonPath()
                .getList("clusters.findAll { it.name == '" + NAME + "' }.id");
        ids.forEach(id -> muster.admin()
                .delete("/api/clusters/" + id + "?confirm=" + NAME)
                .then()
                .statusCode(204));
        pve.close();
    }

    private String secret(String token) {
        return pve.token(token).substring(token.length() + 1);
    }

    private Map<String, Object> cluster(String token) {
        return new HashMap<>(Map.of(
                "name",
                NAME,
                "kind",
                "proxmox",
                "addresses",
                List.of(pve.address()),
                "token_id",
                token,
                "token_secret",
                secret(token)));
    }

    private ValidatableResponse post(Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .post("/api/clusters")
                .then();
    }

    /** Its path. */
    private String added() {
        Map<String, Object> wanted = cluster(Fleet.FULL);
        wanted.put("fingerprint", pve.fingerprint());
        String path = post(wanted)
                .statusCode(201)
                .body(not(containsString(secret(Fleet.FULL))))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
        awaitList(path, "vms.status", hasItems("running", "stopped"));
        return path;
    }

    private static String of(String path) {
        return "/api/vms?cluster=" + path.replaceFirst(".*/", "");
    }

    private void awaitList(String path, String member, Matcher<?> holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> muster.admin().get(of(path)).then().body("total", equalTo(VMS), member, holds));
    }

    @Test
    void bothWorldsAreInOneListWithTheSameSearchAndActions() {
        DemoVms.await(muster);
        String path = added();
        muster.admin()
                .get("/api/vms?search=web&size=500")
                .then()
                .body("vms.cluster_name", hasItem("demo"), "vms.cluster_name", not(hasItem(NAME)));
        muster.admin().get("/api/vms?size=500").then().body("vms.cluster_name", hasItems("demo", NAME));
        muster.admin()
                .get("/api/vms?search=ct-109")
                .then()
                .body("vms.cluster_name", equalTo(List.of(NAME)), "vms.type", equalTo(List.of("lxc")))
                .body("vms.vmid", equalTo(List.of(109)), "vms.node", equalTo(List.of("pve2")));
        String vm = muster.admin()
                .get("/api/vms?search=vm-100&cluster=" + path.replaceFirst(".*/", ""))
                .then()
                .body("vms.status", equalTo(List.of("running")), "vms.vmid", equalTo(List.of(100)))
                .extract()
                .path("vms[0].id")
                .toString();
        muster.admin()
                .post("/api/vms/" + vm + "/stop?wait=60")
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"), "vm.status", equalTo("stopped"));
        assertThat(pve.status(100)).isEqualTo("stopped");
        muster.admin()
                .get("/api/sync/stats")
                .then()
                .body("clusters.find { it.name == '" + NAME + "' }.kind", equalTo("proxmox"));
    }

    @Test
    void oneClusterFailsWhileTheOtherGoesOn() {
        DemoVms.await(muster);
        String path = added();
        List<String> before = muster.admin().get(of(path)).jsonPath().getList("vms.status");
        pve.fault(Fault.CUT);
        muster.admin().get(of(path) + "&live=true").then().statusCode(200).body("stale", is(true));
        awaitList(path, "vms.stale", everyItem(is(true)));
        assertThat(muster.admin().get(of(path)).jsonPath().<String>getList("vms.status"))
                .isEqualTo(before);
        muster.admin()
                .get("/api/vms?live=true&size=500&cluster=" + DemoVms.cluster(muster))
                .then()
                .body("mode", equalTo("live"), "stale", is(false), "total", equalTo(DemoVms.COUNT));
        pve.heal();
        awaitList(path, "vms.stale", everyItem(is(false)));
    }

    @Test
    void unknownCertificateIsNamedAndConfirmed() {
        post(cluster(Fleet.FULL))
                .statusCode(422)
                .body("errors.field", equalTo(List.of("fingerprint")))
                .body("fingerprints.sha256", equalTo(List.of(pve.fingerprint())))
                .body("fingerprints.address", equalTo(List.of(pve.address())))
                .body(not(containsString(secret(Fleet.FULL))));
        assertThat(pve.requests()).isEmpty();
        added();
    }

    @Test
    void lackingPrivilegesAndWrongMembersAreNamed() {
        Map<String, Object> watching = cluster(WATCH);
        watching.put("fingerprint", pve.fingerprint());
        post(watching)
                .statusCode(422)
                .body("errors.field", equalTo(List.of("token_id")))
                .body("detail", containsString("lack VM.Audit and Sys.Audit"));
        watching.put("ca_certificate", "x".repeat(10_001));
        post(watching).statusCode(400).body("errors.field", equalTo(List.of("ca_certificate")));
        watching.put("ca_certificate", "x".repeat(9_000));
        post(watching).statusCode(422).body("errors.field", equalTo(List.of("ca_certificate")));
    }

    @Test
    void renewedCertificateIsConfirmedAndTheTokenReplaced() {
        String path = added();
        pve.certificate(Certificate.selfSigned());
        pve.grant(WATCH, "/", Dialect.PVE_9.readPrivileges());
        Map<String, Object> wish = new HashMap<>(Map.of("token_id", WATCH, "token_secret", secret(WATCH)));
        patch(path, Map.of("fingerprint", pve.fingerprint()))
                .statusCode(422)
                .body("errors.field", equalTo(List.of("token_secret")));
        patch(path, wish).statusCode(422).body("fingerprints.sha256", equalTo(List.of(pve.fingerprint())));
        wish.put("fingerprint", pve.fingerprint());
        patch(path, wish)
                .statusCode(200)
                .body("addresses", equalTo(List.of(pve.address())))
                .body(not(containsString(secret(WATCH))));
        pve.deleteToken(Fleet.FULL);
        muster.admin().get(of(path) + "&live=true").then().body("mode", equalTo("live"), "stale", is(false));
        patch(path, Map.of("kind", "libvirt")).statusCode(422).body("errors.field", equalTo(List.of("kind")));
    }

    private ValidatableResponse patch(String path, Map<String, Object> body) {
        return muster.admin()
                .contentType("application/json")
                .body(body)
                .patch(path)
                .then();
    }

    @Test
    void thePageAsksForTheCertificateAndChangesIt() {
        Browser browser = Browser.begin(muster);
        browser.form()
                .formParam("kind", "proxmox")
                .formParam("name", NAME)
                .formParam("addresses", pve.address())
                .formParam("token_id", Fleet.FULL)
                .formParam("token_secret", secret(Fleet.FULL))
                .post("/ui/clusters")
                .then()
                .statusCode(422)
                .body(containsString("name=\"confirmed\" value=\"" + pve.fingerprint() + "\""))
                .body(containsString("value=\"" + Fleet.FULL + "\""))
                .body(not(containsString(secret(Fleet.FULL))));
        browser.form()
                .formParam("kind", "proxmox")
                .formParam("name", NAME)
                .formParam("addresses", pve.address())
                .formParam("token_id", Fleet.FULL)
                .formParam("token_secret", secret(Fleet.FULL))
                .formParam("confirmed", pve.fingerprint())
                .post("/ui/clusters")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/ui/vms"));
        String id = muster.admin()
                .get("/api/clusters")
                .path("clusters.find { it.name == '" + NAME + "' }.id")
                .toString();
        awaitList("/api/clusters/" + id, "vms.status", notNullValue());
        assertThat(browser.page("/ui/vms?search=ct-109")).contains(NAME, "ct-109");
        assertThat(browser.page("/ui/clusters")).contains("/ui/clusters/" + id + "/edit");

        pve.certificate(Certificate.selfSigned());
        assertThat(browser.page("/ui/clusters/" + id + "/edit")).contains(pve.address(), NAME);
        edit(browser, id).statusCode(422).body(containsString("value=\"" + pve.fingerprint() + "\""));
        edit(browser, id, "confirmed", pve.fingerprint()).statusCode(303).header("Location", endsWith("/ui/clusters"));
        awaitList("/api/clusters/" + id, "vms.stale", everyItem(is(false)));
        browser.request()
                .get("/ui/clusters/" + DemoVms.cluster(muster) + "/edit")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse edit(Browser browser, String id, String... more) {
        var form = browser.form()
                .formParam("name", NAME)
                .formParam("addresses", pve.address())
                .formParam("token_id", Fleet.FULL)
                .formParam("token_secret", secret(Fleet.FULL));
        for (int i = 0; i < more.length; i += 2) {
            form.formParam(more[i], more[i + 1]);
        }
        return form.post("/ui/clusters/" + id + "/edit").then();
    }
}
