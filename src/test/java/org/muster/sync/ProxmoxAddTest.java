package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Dialect;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.SourceKind;

/** A Proxmox VE cluster is added once it has shown that it can be observed; else the administrator is told why not. */
class ProxmoxAddTest {

    private static final int VMS = 12;
    private static final String WATCH = "muster@pve!watch";
    private static final List<String> READ = List.of("VM.Audit", "Sys.Audit");

    private final ProxmoxRig proxmox = new ProxmoxRig(Fleet.of(2, VMS)
            .token(WATCH, true)
            .user("alice@pve", "her password")
            .grant("alice@pve", "/", READ));
    private final ProxmoxDouble other = proxmox.pve.also("pve2");
    private final AdminRig rig;

    ProxmoxAddTest(@TempDir Path home) {
        rig = new AdminRig(home, proxmox.hypervisor);
    }

    @AfterEach
    void close() {
        rig.close();
        other.close();
        proxmox.close();
    }

    private static NewCluster cluster(Map<String, String> credentials, String... addresses) {
        return new NewCluster("pve", SourceKind.PROXMOX, List.of(addresses), credentials);
    }

    private Map<String, String> credentials(String name, String value) {
        Map<String, String> credentials = new HashMap<>(proxmox.credentials());
        credentials.put(name, value);
        return credentials;
    }

    private void add(NewCluster wanted) throws ClusterRefused {
        rig.admin.add(wanted);
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.rows().size() == VMS);
    }

    private ClusterRefused refusal(NewCluster wanted) {
        ClusterRefused refused = catchThrowableOfType(ClusterRefused.class, () -> rig.admin.add(wanted));
        assertThat(refused).as("is refused").isNotNull();
        assertThat(rig.admin.all()).as("saved").isEmpty();
        return refused;
    }

    @Test
    void severalAddressesAreOneConnectionAndItIsObservedAtOnce() throws Exception {
        add(cluster(proxmox.credentials(), proxmox.pve.address(), other.address()));
        assertThat(rig.connections.all()).singleElement().satisfies(connection -> assertThat(connection.addresses())
                .containsExactly(proxmox.pve.address(), other.address()));
    }

    @Test
    void eachAddressIsTried() {
        other.die();
        ClusterRefused refused = refusal(cluster(proxmox.credentials(), proxmox.pve.address(), other.address()));
        assertThat(refused.field()).isEqualTo("addresses");
        assertThat(refused).hasMessage(other.address() + " can't be reached: the connection is refused.");
    }

    @Test
    void certificatesThatNobodyVouchesForAreShownAndNoSecretIsSent() {
        other.certificate(Certificate.selfSigned());
        Map<String, String> credentials = new HashMap<>(proxmox.credentials());
        credentials.remove("fingerprint");
        ClusterRefused refused = refusal(cluster(credentials, proxmox.pve.address(), other.address()));
        assertThat(refused.field()).isEqualTo("fingerprint");
        assertThat(refused.seen())
                .containsExactly(
                        Map.entry(proxmox.pve.address(), proxmox.pve.fingerprint()),
                        Map.entry(other.address(), other.fingerprint()));
        assertThat(refused).hasMessageContainingAll(proxmox.pve.fingerprint(), other.fingerprint());
        assertThat(proxmox.pve.requests()).isEmpty();
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void fingerprintsOfSeveralNodesAreConfirmedTogether() throws Exception {
        other.certificate(Certificate.selfSigned());
        String both = proxmox.pve.fingerprint() + " " + other.fingerprint();
        add(cluster(credentials("fingerprint", both), proxmox.pve.address(), other.address()));
    }

    @Test
    void anAuthorityMayVouchInstead() throws Exception {
        Map<String, String> credentials = new HashMap<>(proxmox.credentials());
        credentials.remove("fingerprint");
        credentials.put("ca_certificate", proxmox.pve.certificate().pem());
        add(cluster(credentials, proxmox.pve.address()));
    }

    @Test
    void anAuthorityVouchesForNoOtherName() {
        Certificate elsewhere = Certificate.selfSigned(
                "pve.example", Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        proxmox.pve.certificate(elsewhere);
        Map<String, String> credentials = new HashMap<>(proxmox.credentials());
        credentials.remove("fingerprint");
        credentials.put("ca_certificate", elsewhere.pem());
        assertThat(refusal(cluster(credentials, proxmox.pve.address())).seen())
                .containsEntry(proxmox.pve.address(), elsewhere.fingerprint());
    }

    @Test
    void anAuthorityThatIsTooLongToKeepIsRefusedUnasked() {
        String pem = proxmox.pve.certificate().pem().repeat(8);
        ClusterRefused refused = refusal(cluster(credentials("ca_certificate", pem), proxmox.pve.address()));
        assertThat(refused.field()).isEqualTo("ca_certificate");
        assertThat(refused).hasMessageContaining("too long");
        assertThat(proxmox.pve.requests()).isEmpty();
    }

    @Test
    void moreAddressesThanOneConnectionHoldsAreRefusedUnasked() {
        String[] many = IntStream.range(0, 200)
                .mapToObj(i -> "https://node-" + i + ".cluster.example.org:8006")
                .toArray(String[]::new);
        assertThat(refusal(cluster(proxmox.credentials(), many)).field()).isEqualTo("addresses");
    }

    /** Each costs the cluster three seconds. */
    @Test
    void r13WrongSecretIsTriedOnce() {
        ClusterRefused refused =
                refusal(cluster(credentials("token_secret", "another"), proxmox.pve.address(), other.address()));
        assertThat(refused.field()).isEqualTo("token_id");
        assertThat(refused).hasMessageContaining("refuses the credentials").hasMessageNotContaining("another");
        assertThat(proxmox.pve.requests()).isEqualTo(Map.of("GET /version", 1));
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/,         'VM.Audit Sys.Audit',  ",
        "/,         '',                    VM.Audit and Sys.Audit",
        "/,         'VM.PowerMgmt',        VM.Audit and Sys.Audit",
        "/,         'VM.Audit',            Sys.Audit",
        "/nodes,    'VM.Audit Sys.Audit',  VM.Audit",
        "/vms/100,  'VM.Audit Sys.Audit',  Sys.Audit",
        "/storage,  'VM.Audit Sys.Audit',  VM.Audit and Sys.Audit",
    })
    void privilegesThatLackAreNamed(String path, String privileges, String lacking) throws Exception {
        proxmox.pve.grant(WATCH, path, List.of(privileges.split(" ")));
        NewCluster wanted = cluster(proxmox.credentials(WATCH), proxmox.pve.address());
        if (lacking == null) {
            add(wanted);
        } else {
            ClusterRefused refused = refusal(wanted);
            assertThat(refused.field()).isEqualTo("token_id");
            assertThat(refused).hasMessageContaining("lack " + lacking + ",").hasMessageContaining("PVEAuditor");
        }
    }

    @Test
    void userWithPasswordWillDo() throws Exception {
        Map<String, String> user =
                Map.of("username", "alice@pve", "password", "her password", "fingerprint", proxmox.pve.fingerprint());
        add(cluster(user, proxmox.pve.address()));
        assertThat(proxmox.pve.count("POST /access/ticket"))
                .as("logs in to try, and to observe")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void leastRightsOfEachVersionSuffice(Dialect dialect, @TempDir Path home) throws Exception {
        try (ProxmoxRig old = new ProxmoxRig(Fleet.of(1, 3).dialect(dialect).token(WATCH, true));
                AdminRig here = new AdminRig(home, old.hypervisor)) {
            old.pve.grant(WATCH, "/", dialect.readPrivileges());
            here.admin.add(cluster(old.credentials(WATCH), old.pve.address()));
            await().atMost(Duration.ofSeconds(30)).until(() -> here.rows().size() == 3);
        }
    }

    @Test
    void versionThatIsTooOldIsNamed() {
        proxmox.pve.answer("GET /version", 200, "OK", "{\"data\":{\"version\":\"6.4-13\",\"release\":\"6.4\"}}");
        assertThat(refusal(cluster(proxmox.credentials(), proxmox.pve.address())))
                .hasMessageContaining("Proxmox VE 6 is too old");
    }

    @Test
    void whatIsNoProxmoxIsSaidToBeNone() {
        proxmox.pve.answer("GET /version", 200, "OK", "{\"data\":{\"name\":\"something else\"}}");
        assertThat(refusal(cluster(proxmox.credentials(), proxmox.pve.address())))
                .hasMessageContaining("no Proxmox VE");
    }

    @ParameterizedTest
    @CsvSource({
        "token_id,       'muster',                 looks like user@realm!name",
        "token_id,       'muster@pve!a\u0001b',    looks like user@realm!name",
        "token_id,       'm\u00fcster@pve!watch',  looks like user@realm!name",
        "token_secret,   'a b',                    no secret has",
        "token_secret,   'a\u007fb',               no secret has",
        "fingerprint,    '12:34',                  64 hex digits",
        "ca_certificate, 'no certificate',         in PEM",
    })
    void credentialOfTheWrongFormIsNamedAndNobodyIsAsked(String name, String value, String why) {
        Map<String, String> credentials = credentials(name, value);
        if (name.equals("ca_certificate")) {
            credentials.remove("fingerprint");
        }
        ClusterRefused refused = refusal(cluster(credentials, proxmox.pve.address()));
        assertThat(refused.field()).isEqualTo(name);
        assertThat(refused).hasMessageContaining(why);
        assertThat(proxmox.pve.requests()).isEmpty();
    }

    @Test
    void credentialsThatLackAreAskedFor() {
        ClusterRefused refused = refusal(cluster(Map.of(), proxmox.pve.address()));
        assertThat(refused.field()).isEqualTo("token_id");
        assertThat(refused).hasMessageContaining("is needed");
    }

    @Test
    void addressOfAnotherClusterIsRefused() throws Exception {
        add(cluster(proxmox.credentials(), proxmox.pve.address(), other.address()));
        NewCluster again = new NewCluster("again", SourceKind.PROXMOX, List.of(other.address()), proxmox.credentials());
        ClusterRefused refused = catchThrowableOfType(ClusterRefused.class, () -> rig.admin.test(again));
        assertThat(refused).hasMessageContaining("is polled already");
    }
}
