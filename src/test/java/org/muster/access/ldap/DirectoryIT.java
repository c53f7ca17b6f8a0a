package org.muster.access.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.access.outside.Outsider;
import org.muster.access.outside.Unreachable;
import org.muster.hypervisor.proxmox.pve.Certificate;

/** OpenLDAP's server is asked whose names and passwords these are. */
class DirectoryIT {

    private static final Map<String, String> BY_TEMPLATE = Map.of("muster.ldap.user-dn", "uid={user}," + Slapd.PEOPLE);

    /** The name of a group that reads like the DN of another. */
    private static final String LIKE_CLASS_A = ("cn=class-a," + Slapd.GROUPS).replace(",", "\\2c");

    @SuppressWarnings("NullAway.Init")
    private static Slapd slapd;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        slapd = new Slapd(folder);
        slapd.person("alice");
        slapd.person("bob");
        slapd.person("carol");
        slapd.person("twin");
        slapd.person("twin", Slapd.GROUPS);
        slapd.group("vm-ops", "alice");
        slapd.group("class-a", "alice", "bob");
        slapd.group(LIKE_CLASS_A, "carol");
    }

    @AfterAll
    static void stop() {
        slapd.close();
    }

    private static Directory directory(Map<String, String> more) {
        return new Directory(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(slapd.settings(more), "test", 100))
                .build());
    }

    private static Optional<Outsider> verify(Map<String, String> more, String name) throws Unreachable {
        return directory(more).verify(name, Slapd.password(name));
    }

    @Test
    void aPersonIsFoundAndBelievedByTheOwnPasswordOnly() throws Unreachable {
        Directory directory = directory(Map.of());
        Outsider alice = directory.verify("alice", Slapd.password("alice")).orElseThrow();
        assertThat(alice.key()).matches("uuid:[0-9a-f-]{36}");
        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.email()).isEqualTo("alice@muster.test");
        assertThat(directory.verify("alice", Slapd.password("bob"))).isEmpty();
        assertThat(directory.verify("nobody", Slapd.password("nobody"))).isEmpty();
    }

    @Test
    void aTemplateFindsTheSamePerson() throws Unreachable {
        assertThat(verify(BY_TEMPLATE, "alice"))
                .isEqualTo(verify(Map.of(), "alice"))
                .isPresent();
        assertThat(directory(BY_TEMPLATE).verify("alice", "wrong")).isEmpty();
        assertThat(directory(BY_TEMPLATE).verify("nobody", "wrong")).isEmpty();
    }

    @Test
    void ldapsAndAPlainLineThatIsAllowedDoTheSame() throws Unreachable {
        assertThat(verify(Map.of("muster.ldap.url", slapd.tlsUrl()), "alice")).isPresent();
        assertThat(verify(Map.of("muster.ldap.plain", "true"), "alice")).isPresent();
    }

    /** The server lets everybody in who gives no password: as nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0", "alice-Secret1\0"})
    void noPasswordIsNobodys(String password) throws Unreachable {
        assertThat(directory(Map.of()).verify("alice", password)).isEmpty();
        assertThat(directory(BY_TEMPLATE).verify("alice", password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "a*", "alic\\65", "alice)(uid=*", "*)(uid=alice))(|(uid=*", "alice\0", "alice,ou=people", "",
                "alice\\", " alice", "alice ", "ａlice", "uid=alice", "alice#", "(", ")"
            })
    void aNameIsNothingButAName(String name) throws Unreachable {
        assertThat(directory(Map.of()).verify(name, Slapd.password("alice"))).isEmpty();
        assertThat(directory(BY_TEMPLATE).verify(name, Slapd.password("alice"))).isEmpty();
    }

    @Test
    void ofTwoThatMatchNoneIsBelieved() throws Unreachable {
        assertThat(verify(Map.of(), "twin")).isEmpty();
        assertThat(verify(Map.of("muster.ldap.base", Slapd.PEOPLE), "twin")).isPresent();
        assertThat(directory(Map.of("muster.ldap.filter", "(|(uid={user})(objectClass=inetOrgPerson))"))
                        .verify("alice", Slapd.password("alice")))
                .isEmpty();
    }

    @Test
    void groupsAreMappedByNameOrDnFromBothSides() throws Unreachable {
        Map<String, String> map = Map.of(
                "muster.ldap.groups",
                "VM-Ops -> operators; CN=class-a, " + Slapd.GROUPS + " -> class A; cn=class-a,dc=else -> wrong");
        Map<String, String> searched =
                Map.of("muster.ldap.groups", map.get("muster.ldap.groups"), "muster.ldap.group-base", Slapd.GROUPS);
        for (Map<String, String> settings : java.util.List.of(map, searched)) {
            assertThat(verify(settings, "alice").orElseThrow().groups())
                    .containsExactlyInAnyOrder("operators", "class A");
            assertThat(verify(settings, "bob").orElseThrow().groups()).containsExactly("class A");
            assertThat(verify(settings, "carol").orElseThrow().groups()).isEmpty();
            assertThat(verify(settings, "bob").orElseThrow().mapped())
                    .containsExactlyInAnyOrder("operators", "class A", "wrong");
        }
    }

    @Test
    void whoIsElsewhereIsNotLookedForThere() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            elsewhere.setSoTimeout(1);
            slapd.referral("remote", "ldap://127.0.0.1:" + elsewhere.getLocalPort() + "/" + Slapd.dn("remote"));
            assertThat(verify(Map.of(), "alice")).isPresent();
            assertThat(verify(Map.of(), "remote")).isEmpty();
            assertThat(verify(BY_TEMPLATE, "remote")).isEmpty();
            assertThatThrownBy(elsewhere::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void aCertificateOfAnotherCaOrHostIsNotBelieved(@TempDir Path folder) throws Exception {
        Path other = Files.writeString(
                folder.resolve("other.pem"), Certificate.selfSigned().pem());
        for (String url : new String[] {slapd.url(), slapd.tlsUrl()}) {
            assertDown(Map.of("muster.ldap.url", url, "muster.ldap.ca-file", other.toString()));
            assertDown(Map.of("muster.ldap.url", url.replace("127.0.0.1", "localhost")));
        }
    }

    @Test
    void aFinderThatIsRefusedIsNobodysWrongPassword(@TempDir Path folder) throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        assertDown(Map.of("muster.ldap.bind-password-file", wrong.toString()));
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertDown(Map.of("muster.ldap.bind-password-file", empty.toString()));
        assertDown(Map.of("muster.ldap.base", "dc=else"));
    }

    /** It takes the connection and says nothing, before TLS or in it. */
    @ParameterizedTest
    @ValueSource(strings = {"ldap", "ldaps"})
    void aServerThatNeverAnswersIsGivenUp(String scheme) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Instant before = Instant.now();
            String url = scheme + "://127.0.0.1:" + silent.getLocalPort();
            assertDown(Map.of("muster.ldap.url", url, "muster.ldap.deadline", "PT0.3S"));
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    /** It agrees to TLS and says nothing more. */
    @Test
    void aServerThatStopsWithinStartTlsIsGivenUp() throws Exception {
        byte[] agreed = {0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0};
        try (ServerSocket half = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (var socket = half.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(agreed);
                    socket.getOutputStream().flush();
                    while (socket.getInputStream().read() >= 0) {
                        // until the client gives up
                    }
                } catch (java.io.IOException e) {
                    // so did it
                }
            });
            server.start();
            assertDown(Map.of(
                    "muster.ldap.url", "ldap://127.0.0.1:" + half.getLocalPort(), "muster.ldap.deadline", "PT0.3S"));
            server.join();
        }
    }

    private static void assertDown(Map<String, String> settings) {
        assertThatThrownBy(() -> verify(settings, "alice"))
                .isInstanceOf(Unreachable.class)
                .hasMessageNotContaining(Slapd.password("alice"));
    }
}
