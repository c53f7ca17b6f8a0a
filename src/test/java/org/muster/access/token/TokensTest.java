package org.muster.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class TokensTest {

    private static final String SOURCE = "192.0.2.1";

    private final Database database = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Tokens tokens = new Tokens(database, new Time(() -> now, () -> Duration.between(Instant.EPOCH, now)
            .toNanos()));

    private Tokens.Made made() {
        return tokens.add(7, "backup", Set.of(Permission.VM_READ), null);
    }

    @Test
    void aTokenIsFoundByItsHeaderAndKeptAsAHashOnly() {
        Tokens.Made made = made();
        assertThat(made.secret()).matches("mst_[A-Za-z0-9_-]{43}");
        assertThat(tokens.find("Bearer " + made.secret(), SOURCE))
                .get()
                .satisfies(token -> assertThat(token.permissions()).containsExactly(Permission.VM_READ));
        assertThat(made.toString()).doesNotContain(made.secret());
        String kept = database.read(tx -> {
            try (var row = tx.createStatement().executeQuery("SELECT token_hash FROM api_token")) {
                row.next();
                return row.getString(1);
            }
        });
        assertThat(kept).hasSize(64).doesNotContain(made.secret().substring(4));
    }

    @Test
    void anAccountHasNotAnyNumberOfTokens() {
        Tokens.Made first = made();
        for (int i = 1; i < Tokens.MOST_OF_ACCOUNT; i++) {
            made();
        }
        assertThatThrownBy(this::made).isInstanceOf(RightsConflict.class).hasMessageContaining("at most 50 tokens");
        assertThat(tokens.add(8, "another's", null, null).secret()).isNotEmpty();
        tokens.remove(7, first.token().id());
        assertThat(made().secret()).isNotEmpty();
    }

    @Test
    void noTwoTokensAreAlike() {
        assertThat(made().secret()).isNotEqualTo(made().secret());
    }

    @Test
    void itEndsByItsTimeAndWhenItIsTakenAway() {
        Tokens.Made made = tokens.add(7, "short", null, now.plusSeconds(60));
        String header = "bearer " + made.secret();
        assertThat(tokens.find(header, SOURCE)).isPresent();
        now = now.plusSeconds(60);
        assertThat(tokens.find(header, SOURCE)).isEmpty();

        Tokens.Made other = made();
        assertThat(tokens.find("Bearer " + other.secret(), SOURCE)).isPresent();
        assertThat(tokens.remove(8, other.token().id())).as("another's").isFalse();
        assertThat(tokens.find("Bearer " + other.secret(), SOURCE)).isPresent();
        assertThat(tokens.remove(7, other.token().id())).isTrue();
        assertThat(tokens.find("Bearer " + other.secret(), SOURCE)).isEmpty();
    }

    @Test
    void whenAndFromWhereItWasUsedIsKeptToAMinute() {
        String header = "Bearer " + made().secret();
        assertThat(tokens.of(7)).singleElement().returns(null, ApiToken::lastUsed);
        tokens.find(header, SOURCE);
        Instant first = now;
        now = now.plusSeconds(59);
        tokens.find(header, "192.0.2.2");
        assertThat(tokens.of(7))
                .singleElement()
                .returns(first, ApiToken::lastUsed)
                .returns(SOURCE, ApiToken::lastSource);
        now = now.plusSeconds(2);
        tokens.find(header, "192.0.2.2");
        assertThat(tokens.of(7)).singleElement().returns(now, ApiToken::lastUsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer mst_",
                "Bearer mst_short",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "Basic bXN0XzphYmM=",
                "Bearer mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' OR '1'='1"
            })
    void whatIsNoTokenOfOursIsNobodys(String header) {
        made();
        assertThat(Tokens.isIn(header)).isEqualTo(false);
        assertThat(tokens.find(header, SOURCE)).isEmpty();
        String random = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        assertThat(tokens.find("Bearer mst_" + random, SOURCE)).isEmpty();
    }
}
