package org.muster.access.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.access.outside.GroupMap;

class LdapConfigTest {

    private static Optional<LdapConfig> read(Map<String, String> settings) {
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((name, value) -> prefixed.put("muster.ldap." + name, value));
        return LdapConfig.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(prefixed, "test", 100))
                .build());
    }

    @Test
    void withoutAnUrlThereIsNoDirectory() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of("url", " ", "base", "dc=test"))).isEmpty();
    }

    @Test
    void defaults() {
        assertThat(read(Map.of("url", "ldap://dir.test", "base", "dc=test")).orElseThrow())
                .isEqualTo(new LdapConfig(
                        new LdapConfig.Server("dir.test", 389, LdapConfig.Line.START_TLS, null, Duration.ofSeconds(5)),
                        new LdapConfig.Finding(null, "", null, "dc=test", "(uid={user})"),
                        null,
                        "(|(member={dn})(uniqueMember={dn})(memberUid={user}))",
                        new GroupMap(Map.of())));
    }

    @Test
    void settings() {
        Map<String, String> settings = Map.of(
                "url", "ldaps://[::1]:1636/",
                "ca-file", "/ca.pem",
                "deadline", "PT2S",
                "bind-dn", "cn=finder",
                "bind-password-file", "/secret",
                "base", "dc=test",
                "filter", "(sAMAccountName={user})",
                "group-base", "ou=groups,dc=test",
                "group-filter", "(member={dn})",
                "groups", "Ops -> operators; CN=A, dc=Test -> class A ;cn=a,dc=test->class B;");
        assertThat(read(settings).orElseThrow())
                .isEqualTo(new LdapConfig(
                        new LdapConfig.Server(
                                "::1", 1636, LdapConfig.Line.LDAPS, Path.of("/ca.pem"), Duration.ofSeconds(2)),
                        new LdapConfig.Finding(
                                null, "cn=finder", Path.of("/secret"), "dc=test", "(sAMAccountName={user})"),
                        "ou=groups,dc=test",
                        "(member={dn})",
                        new GroupMap(
                                Map.of("ops", Set.of("operators"), "cn=a,dc=test", Set.of("class A", "class B")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url=http://dir.test",
                "url=dir.test",
                "url=ldap://dir.test/dc=test",
                "url=ldap://user@dir.test",
                "url=ldaps://dir.test;plain=true",
                "base=",
                "filter=(uid=me)",
                "user-dn=uid=me,dc=test",
                "bind-dn=cn=finder",
                "bind-password-file=/secret",
                "groups=ops",
                "groups=-> operators",
                "groups=ops ->",
                "groups=ops,= -> operators"
            })
    void whatCanNotBeMeantIsRefused(String changes) {
        Map<String, String> settings = new HashMap<>(Map.of("url", "ldap://dir.test", "base", "dc=test"));
        for (String change : changes.split(";")) {
            int equals = change.indexOf('=');
            settings.put(change.substring(0, equals), change.substring(equals + 1));
        }
        assertThatThrownBy(() -> read(settings)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPlainLineHasToBeAllowed() {
        Map<String, String> settings = Map.of("url", "ldap://127.0.0.1:1389", "base", "dc=test", "plain", "true");
        assertThat(read(settings).orElseThrow().server().line()).isEqualTo(LdapConfig.Line.PLAIN);
    }
}
