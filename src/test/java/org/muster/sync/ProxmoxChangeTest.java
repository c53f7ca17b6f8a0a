package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.SourceKind;

/** Where and as whom a Proxmox VE cluster is asked can be changed: tested first, and what is open is used no more. */
class ProxmoxChangeTest {

    private static final int VMS = 6;
    private static final String WATCH = "muster@pve!watch";
    private static final String LIST = "GET /cluster/resources";

    private final ProxmoxRig proxmox =
            new ProxmoxRig(Fleet.of(2, VMS).token(WATCH, true).grant(WATCH, "/", List.of("VM.Audit", "Sys.Audit")));
    private final ProxmoxDouble other = proxmox.pve.also("pve2");
    private final AdminRig rig;
    private long id;

    ProxmoxChangeTest(@TempDir Path home) {
        rig = new AdminRig(home, proxmox.hypervisor);
    }

    @BeforeEach
    void add() throws Exception {
        id = rig.admin
                .add(new NewCluster("pve", SourceKind.PROXMOX, List.of(proxmox.pve.address()), proxmox.credentials()))
                .cluster()
                .id();
        awaitVms(VMS);
    }

    @AfterEach
    void close() {
        rig.close();
        other.close();
        proxmox.close();
    }

    private void awaitVms(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.rows().size() == count && !rig.engine.isSyncing(id));
    }

    private Connection connection() {
        return rig.connections.ofCluster(id).get(0);
    }

    private void change(List<String> addresses, Map<String, String> credentials) throws ClusterRefused {
        rig.admin.change(id, new ClusterChange(null, null, addresses, credentials));
    }

    private ClusterRefused refusal(List<String> addresses, Map<String, String> credentials) {
        Connection before = connection();
        ClusterRefused refused = catchThrowableOfType(ClusterRefused.class, () -> change(addresses, credentials));
        assertThat(refused).as("is refused").isNotNull();
        assertThat(connection()).as("what is saved").isEqualTo(before);
        return refused;
    }

    private Map<String, String> token(String name) {
        Map<String, String> credentials = proxmox.credentials(name);
        credentials.remove("fingerprint");
        return credentials;
    }

    private Source source() {
        return rig.sources.current().get(0);
    }

    @Test
    void renewedCertificateIsRefusedUntilItIsConfirmed() throws Exception {
        proxmox.pve.certificate(Certificate.selfSigned());
        proxmox.pve.fault(Fault.CUT); // one after the other of what was opened under the old one
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            rig.engine.refresh(id).forEach(CompletableFuture::join);
            return rig.failure().equals("untrusted");
        });
        proxmox.pve.heal();

        ClusterRefused refused = refusal(List.of(), token(Fleet.FULL));
        assertThat(refused.field()).isEqualTo("fingerprint");
        assertThat(refused.seen()).containsExactly(Map.entry(proxmox.pve.address(), proxmox.pve.fingerprint()));

        proxmox.pve.add(Guest.qemu(900, "since-then", "pve1"));
        change(List.of(), proxmox.credentials());
        awaitVms(VMS + 1);
        assertThat(rig.failure()).isEmpty();
    }

    @Test
    void anotherTokenHoldsAtOnceAndWhatIsOpenWithTheOldOneIsClosed() throws Exception {
        HypervisorConnection open = rig.sources.opened(source());
        proxmox.pve.add(Guest.qemu(900, "since-then", "pve1"));
        change(List.of(), token(WATCH));
        assertThat(open.isOpen()).isFalse();
        proxmox.pve.deleteToken(Fleet.FULL);
        awaitVms(VMS + 1);
        assertThat(rig.failure()).isEmpty();
        rig.sources.ask(connection().id(), asked -> asked.observeStatuses(Duration.ofSeconds(20)));
    }

    @Test
    void whatIsUnderWayWithTheOldTokenIsNotWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        proxmox.pve.faults(route -> route.equals(LIST) && asked.getAndIncrement() == 0 ? Fault.HANG : null);
        rig.engine.trigger(id, SyncKind.FULL, "test");
        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() > 0);
        proxmox.pve.add(Guest.qemu(900, "since-then", "pve1"));
        change(List.of(), token(WATCH));
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.rows().size() == VMS + 1);
    }

    @Test
    void confirmedFingerprintStaysWhereOnlyTheTokenChanges() throws Exception {
        change(List.of(), token(WATCH));
        assertThat(rig.connections.credentials(connection().id()))
                .containsEntry("fingerprint", proxmox.pve.fingerprint())
                .containsEntry("token_id", WATCH);
    }

    @Test
    void authorityTakesTheFingerprintsPlace() throws Exception {
        Map<String, String> credentials = token(Fleet.FULL);
        credentials.put("ca_certificate", proxmox.pve.certificate().pem());
        change(List.of(), credentials);
        assertThat(rig.connections.credentials(connection().id())).doesNotContainKey("fingerprint");
        awaitVms(VMS);
    }

    @Test
    void fingerprintThatIsTakenAwayLeavesTheMachinesAuthorities() {
        Map<String, String> credentials = token(Fleet.FULL);
        credentials.put("fingerprint", "");
        assertThat(refusal(List.of(), credentials).seen()).hasSize(1);
    }

    @Test
    void anotherAddressAsksForTheCredentialsAnew() {
        ClusterRefused refused = refusal(List.of(other.address()), Map.of());
        assertThat(refused.field()).isEqualTo("token_secret");
        assertThat(other.requests()).as("was sent to the stranger").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fingerprint", "ca_certificate"})
    void anotherTrustAsksForTheCredentialsAnew(String name) {
        Map<String, String> trust = new HashMap<>();
        trust.put(
                name,
                name.equals("fingerprint")
                        ? other.fingerprint()
                        : other.certificate().pem());
        assertThat(refusal(List.of(), trust).field()).isEqualTo("token_secret");
    }

    @Test
    void addressesAreReplaced() throws Exception {
        change(List.of(other.address(), proxmox.pve.address()), token(Fleet.FULL));
        assertThat(connection().addresses()).containsExactly(other.address(), proxmox.pve.address());
        await().atMost(Duration.ofSeconds(30)).until(() -> other.count(LIST) > 0);
    }

    @Test
    void anotherMusterOnTheDatabaseNoticesThatTheSameTokenWasSavedAnew() throws Exception {
        Connection before = connection();
        change(List.of(), token(Fleet.FULL));
        assertThat(connection()).isNotEqualTo(before);
        assertThat(connection().addresses()).isEqualTo(before.addresses());
    }

    @Test
    void nothingIsSavedThatFailedTheTest() {
        Map<String, String> wrong = token(Fleet.FULL);
        wrong.put("token_secret", "another");
        assertThat(refusal(List.of(), wrong).field()).isEqualTo("token_id");
        proxmox.pve.revoke(WATCH);
        assertThat(refusal(List.of(), token(WATCH))).hasMessageContaining("lack VM.Audit and Sys.Audit");
    }

    @Test
    void pausedClusterIsChangedAndStaysPaused() throws Exception {
        rig.admin.change(id, ClusterChange.ofEnabled(false));
        change(List.of(), token(WATCH));
        assertThat(connection().enabled()).isFalse();
        assertThat(rig.sources.current()).isEmpty();
    }

    @Test
    void whoWasRefusedIsAskedAtOnceAsSomebodyElse() throws Exception {
        proxmox.pve.deleteToken(Fleet.FULL);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            rig.engine.refresh(id).forEach(CompletableFuture::join);
            return rig.failure().equals("credentials_refused");
        });
        rig.admin.change(id, ClusterChange.ofEnabled(false));
        change(List.of(), token(WATCH));
        proxmox.pve.add(Guest.qemu(900, "since-then", "pve1"));
        rig.admin.change(id, ClusterChange.ofEnabled(true));
        awaitVms(VMS + 1);
    }

    @Test
    void theTrailNamesWhatChangedAndNoSecret() throws Exception {
        Map<String, String> credentials = proxmox.credentials(WATCH);
        ClusterChange wish = new ClusterChange("lab", true, List.of(other.address()), credentials);
        assertThat(wish.difference(rig.admin.find(id).orElseThrow()))
                .contains("name pve -> lab", proxmox.pve.address(), other.address(), proxmox.pve.fingerprint())
                .contains("anew: fingerprint, token_id, token_secret")
                .doesNotContain(credentials.get("token_secret"));
        assertThat(wish.toString()).doesNotContain(credentials.get("token_secret"));
    }
}
