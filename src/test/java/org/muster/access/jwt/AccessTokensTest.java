package org.muster.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class AccessTokensTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);

    private final Database database = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Time time =
            new Time(() -> now, () -> Duration.between(Instant.EPOCH, now).toNanos());
    private final Secrets secrets;
    private final SigningKeys keys;
    private final AccessTokens tokens;

    AccessTokensTest(@TempDir Path folder) {
        this.secrets = new Secrets(database, new Home(folder));
        this.keys = new SigningKeys(database, secrets, time);
        this.tokens = new AccessTokens(keys, time);
    }

    private String token() {
        return tokens.make(7, "Zoë", List.of("class-a"), 12, LENGTH);
    }

    private AccessTokens otherNode() {
        return new AccessTokens(new SigningKeys(database, secrets, time), time);
    }

    private String kept() {
        return database.read(tx -> {
            try (var row = tx.createStatement().executeQuery("SELECT sealed FROM signing_key")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Test
    void itIsLaidOutAsMicroProfileJwtHasIt() throws Exception {
        SignedJWT token = SignedJWT.parse(token());
        assertThat(token.getHeader().toJSONObject())
                .containsOnlyKeys("alg", "typ", "kid")
                .containsEntry("alg", "ES256")
                .containsEntry("typ", "JWT");
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "upn", "groups", "sid", "iat", "exp", "jti")
                .containsEntry("sub", "7")
                .containsEntry("upn", "Zoë")
                .containsEntry("groups", List.of("class-a"));
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant()).isEqualTo(now.plus(LENGTH));
    }

    @Test
    void itIsGoodOnEveryNodeUntilItsTimeIsOver() {
        String token = token();
        for (AccessTokens node : List.of(tokens, otherNode())) {
            assertThat(node.check(token))
                    .get()
                    .returns(7L, AccessToken::account)
                    .returns(12L, AccessToken::session);
        }
        AccessTokens fresh = otherNode();
        now = now.plus(LENGTH).minusMillis(1);
        assertThat(tokens.check(token)).isPresent();
        now = now.plusMillis(1);
        assertThat(tokens.check(token)).isEmpty();
        assertThat(fresh.check(token)).isEmpty();
    }

    @Test
    void anotherNodesNewKeyIsFoundByItsName() {
        AccessTokens other = otherNode();
        assertThat(other.check(token())).isPresent();
        keys.rotate(LENGTH);
        String signedAnew = token();
        now = now.plusMillis(100);
        assertThat(other.check(signedAnew)).isPresent();
    }

    @Test
    void aFormerKeysTokensStayGoodUntilTheyAreOver() throws Exception {
        String before = token();
        keys.rotate(LENGTH);
        assertThat(JWSObject.parse(token()).getHeader().getKeyID())
                .isNotEqualTo(JWSObject.parse(before).getHeader().getKeyID());
        assertThat(otherNode().check(before)).isPresent();
        now = now.plus(LENGTH);
        keys.rotate(LENGTH);
        assertThat(keys.all()).hasSize(2);
        assertThat(keys.all()).filteredOn(key -> key.until() == null).hasSize(1);
    }

    @Test
    void aKeyThatSomebodyElseHasIsTakenAwayAtOnce() {
        String before = token();
        assertThat(tokens.check(before)).isPresent();
        keys.rotate(Duration.ZERO);
        assertThat(tokens.check(before)).isEmpty();
        assertThat(otherNode().check(before)).isEmpty();
        assertThat(tokens.check(token())).isPresent();
        assertThat(keys.all()).hasSize(1);
    }

    @Test
    void theDatabaseAloneTellsNoKeyAndTakesNone() {
        String token = token();
        assertThat(kept()).doesNotContain("\"d\"").doesNotContain(keys.current().kid());
        assertThat(keys.all().toString()).doesNotContain("\"d\"").doesNotContain("\"x\"");
        database.call(tx -> tx.createStatement().executeUpdate("UPDATE signing_key SET id = 77"));
        assertThatThrownBy(() -> otherNode().check(token)).hasMessageContaining("does not open");
    }

    @Test
    void groupsDoNotMakeItTooLong() {
        List<String> groups =
                IntStream.range(0, 1000).mapToObj(i -> "g".repeat(60) + i).toList();
        assertThat(tokens.check(tokens.make(7, "n".repeat(64), groups, 12, LENGTH)))
                .isPresent();
    }
}
