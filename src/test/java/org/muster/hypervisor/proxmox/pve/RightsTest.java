package org.muster.hypervisor.proxmox.pve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sees and may what. */
class RightsTest {

    private static final String WATCH = "muster@pve!watch";
    private static final List<String> READ = Dialect.PVE_9.readPrivileges();

    private final Fleet fleet = Fleet.of(2, 10).token(WATCH, true).user("alice@pve", "secret");
    private final ProxmoxDouble pve = ProxmoxDouble.start(fleet).times(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @AfterEach
    void close() {
        pve.close();
    }

    @Test
    void tokenWithoutGrantsOfItsOwnSeesAnEmptyList() {
        assertThat(watcher().get("/cluster/resources?type=vm").asJsonArray()).isEmpty();
        assertThat(watcher().get("/access/permissions").asJsonObject()).isEmpty();
        pve.grant(WATCH, "/", READ);
        assertThat(watcher().get("/cluster/resources?type=vm").asJsonArray()).hasSize(10);
        pve.revoke(WATCH);
        assertThat(watcher().get("/cluster/resources?type=vm").asJsonArray()).isEmpty();
        assertThat(watcher().get("/version")).isNotEqualTo(JsonValue.NULL);
    }

    @Test
    void separatedTokenMayWhatBothMay() {
        pve.grant("muster@pve", "/", READ);
        pve.grant(WATCH, "/", Dialect.PVE_9.allPrivileges());
        assertThat(watcher().get("/cluster/resources?type=vm").asJsonArray()).hasSize(10);
        assertThat(start(watcher()).statusCode()).isEqualTo(403);
        assertThat(start(watcher()).body()).contains("Permission check failed (/vms/100, VM.PowerMgmt)");
    }

    @Test
    void permissionsNamePathsAndPrivileges() {
        pve.grant(WATCH, "/vms/101", List.of("VM.Audit"));
        JsonObject permissions = watcher().get("/access/permissions").asJsonObject();
        assertThat(permissions).containsOnlyKeys("/vms/101");
        assertThat(permissions.getJsonObject("/vms/101")).containsOnlyKeys("VM.Audit");
        assertThat(watcher().get("/cluster/resources?type=vm").asJsonArray()).hasSize(1);
        JsonObject all = PveClient.full(pve).get("/access/permissions").asJsonObject();
        assertThat(all.getJsonObject("/")).containsKeys("VM.Audit", "Sys.Audit", "VM.GuestAgent.Audit");
    }

    @Test
    void poolGivesItsMembersToWhoMayThePool() {
        pve.change(104, guest -> guest.pool("prod"));
        pve.grant(WATCH, "/pool/prod", List.of("VM.Audit", "Pool.Audit"));
        assertThat(watcher().get("/cluster/resources").asJsonArray().toString())
                .contains("\"/pool/prod\"", "\"qemu/104\"")
                .doesNotContain("qemu/100");
    }

    @Test
    void nodesWithoutAuditHaveNameAndStatusOnly() {
        JsonObject node = watcher().get("/nodes").asJsonArray().getJsonObject(0);
        assertThat(node).containsOnlyKeys("id", "type", "node", "status");
        assertThat(watcher().ask("GET", "/cluster/status", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void ticketNeedsItsCsrfTokenToChangeAndEndsAfterTwoHours() {
        pve.grant("alice@pve", "/vms", List.of("VM.PowerMgmt", "VM.Audit"));
        PveClient without = PveClient.anonymous(pve).login("alice@pve", "secret", false);
        assertThat(without.get("/cluster/resources?type=vm").asJsonArray()).hasSize(10);
        assertThat(start(without).statusCode()).isEqualTo(401);
        PveClient with = PveClient.anonymous(pve).login("alice@pve", "secret", true);
        assertThat(start(with).statusCode()).isEqualTo(200);
        pve.clock().advance(Duration.ofHours(3));
        assertThat(with.ask("GET", "/version", Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    void ticketIsRenewedByItself() {
        Map<String, String> login = Map.of("username", "alice@pve", "password", "secret");
        JsonObject first = PveClient.data(PveClient.anonymous(pve).ask("POST", "/access/ticket", login))
                .asJsonObject();
        pve.clock().advance(Duration.ofMinutes(90));
        PveClient again = PveClient.anonymous(pve).login("alice@pve", first.getString("ticket"), true);
        pve.clock().advance(Duration.ofMinutes(90));
        assertThat(again.ask("GET", "/version", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusalIsHeldBackForThreeSecondsAndNothingElseIs() {
        Site site = new Site(Fleet.empty());
        Api api = new Api(site, "pve1", new Tickets(site));
        Question version = new Question("GET", "/version", false, Map.of(), Map.of());
        Reply refused = api.answer(version, api.match(version));
        assertThat(refused).isEqualTo(Reply.bare(401, "No ticket").after(Duration.ofSeconds(3)));
        Map<String, String> wrong = Map.of("username", "root@pam", "password", "wrong");
        Question login = new Question("POST", "/access/ticket", false, wrong, Map.of());
        assertThat(api.answer(login, api.match(login)).after()).isEqualTo(Duration.ofSeconds(3));
        String token = "PVEAPIToken=" + Fleet.FULL + "=" + site.access.secret(Fleet.FULL);
        Question known = new Question("GET", "/version", false, Map.of(), Map.of("authorization", token));
        assertThat(api.answer(known, api.match(known)).after()).isZero();
    }

    @Test
    void tokensDoNotLogIn() {
        HttpResponse<String> answer = PveClient.full(pve)
                .ask("POST", "/access/ticket", Map.of("username", "alice@pve", "password", "secret"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("URI '/access/ticket' not available with API token");
    }

    @Test
    void deletedTokenIsRefused() {
        PveClient client = watcher();
        pve.deleteToken(WATCH);
        HttpResponse<String> answer = client.ask("GET", "/version", Map.of());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    private PveClient watcher() {
        return PveClient.token(pve, pve.token(WATCH));
    }

    private static HttpResponse<String> start(PveClient client) {
        return client.ask("POST", "/nodes/pve1/qemu/100/status/start", Map.of());
    }
}
