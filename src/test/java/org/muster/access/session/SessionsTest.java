package org.muster.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class SessionsTest {

    private static final Sessions.Circumstances HERE =
            new Sessions.Circumstances("192.0.2.1", "Firefox", Duration.ofHours(1), Duration.ofHours(12));

    private final Database database = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Time time =
            new Time(() -> now, () -> Duration.between(Instant.EPOCH, now).toNanos());
    private final Sessions sessions = new Sessions(database, time);
    private final Sessions otherNode = new Sessions(database, time);

    private Sessions.Refreshed family() {
        return sessions.token(7, "proof", HERE);
    }

    @Test
    void aSessionIsKnownOnEveryNodeUntilItEnds() {
        Session session = sessions.page(7, "proof", HERE);
        assertThat(otherNode.find(session.id())).contains(session);
        assertThat(sessions.end(8, session.id())).as("another's").isFalse();
        assertThat(sessions.find(session.id())).isPresent();
        assertThat(sessions.end(7, session.id())).isTrue();
        assertThat(sessions.find(session.id())).isEmpty();
        now = now.plusSeconds(1);
        assertThat(otherNode.find(session.id())).isEmpty();
    }

    @Test
    void itEndsWithoutARequestAndInAnyCase() {
        long idle = sessions.page(7, "proof", HERE).id();
        long busy = sessions.page(7, "proof", HERE).id();
        for (int i = 0; i < 11; i++) {
            now = now.plus(Duration.ofMinutes(62));
            assertThat(sessions.find(busy)).as("request %d", i).isEqualTo(otherNode.find(busy));
            now = now.minus(Duration.ofMinutes(2));
            assertThat(sessions.find(busy)).isPresent();
        }
        assertThat(sessions.find(idle)).isEmpty();
        now = now.plus(Duration.ofHours(2));
        assertThat(sessions.find(busy)).isEmpty();
        assertThat(sessions.of(7)).isEmpty();
        assertThat(sessions.tidy()).isEqualTo(2);
    }

    @Test
    void allOfAnAccountEndAtOnceAndNobodyElses() {
        Session one = sessions.page(7, "proof", HERE);
        Session two = sessions.page(7, "proof", HERE);
        Session others = sessions.page(8, "proof", HERE);
        assertThat(sessions.of(7)).containsExactly(two, one);
        assertThat(sessions.endOthers(7, two.id())).isEqualTo(1);
        assertThat(sessions.of(7)).containsExactly(two);
        assertThat(sessions.endAll(7)).isEqualTo(1);
        assertThat(sessions.find(two.id())).isEmpty();
        assertThat(sessions.find(others.id())).contains(others);
    }

    @Test
    void whatAProgramCallsItselfIsAPlainShortLine() {
        Session session = sessions.page(
                7,
                "proof",
                new Sessions.Circumstances("", "a\r\nb\u001b[31m" + "x".repeat(5000), HERE.idle(), HERE.length()));
        assertThat(session.agent()).hasSize(200).startsWith("a??b?[31mx");
    }

    @Test
    void aRefreshTokenGivesTheNextOneOnce() {
        Sessions.Refreshed first = family();
        assertThat(first.token()).matches("mrt_[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
        Sessions.Refreshed second = otherNode.refresh(first.token()).orElseThrow();
        assertThat(second.session().id()).isEqualTo(first.session().id());
        assertThat(second.token()).isNotEqualTo(first.token());
        Sessions.Refreshed third = sessions.refresh(second.token()).orElseThrow();
        assertThat(sessions.find(third.session().id())).isPresent();
    }

    @Test
    void aRefreshTokenThatIsUsedAgainEndsItsFamily() {
        Sessions.Refreshed first = family();
        Sessions.Refreshed second = sessions.refresh(first.token()).orElseThrow();
        Sessions.Refreshed another = family();
        assertThat(sessions.refresh(first.token())).isEmpty();
        assertThat(sessions.find(first.session().id())).isEmpty();
        assertThat(sessions.refresh(second.token())).isEmpty();
        assertThat(sessions.refresh(another.token())).isPresent();
    }

    @Test
    void aRefreshTokenEndsWithItsTime() {
        Sessions.Refreshed first = family();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(sessions.refresh(first.token())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mrt_",
                "mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "mrt_AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "mrt_' OR 1=1 OR refresh_hash='"
            })
    void whatIsNoRefreshTokenOfOursRefreshesNothing(String text) {
        family();
        assertThat(sessions.refresh(text)).isEmpty();
        assertThat(sessions.refresh(text + "x".repeat(100_000))).isEmpty();
        assertThat(sessions.of(7)).hasSize(1);
    }

    @Test
    void noSecretOfOneIsInTheDatabaseOrInALog() {
        Sessions.Refreshed family = family();
        String kept = database.read(tx -> {
            try (var row = tx.createStatement()
                    .executeQuery("SELECT CONCAT(proof, family_hash, refresh_hash) FROM login_session")) {
                row.next();
                return row.getString(1);
            }
        });
        assertThat(kept)
                .hasSize("proof".length() + 128)
                .doesNotContain(family.token().substring(4, 20));
        assertThat(family.toString()).doesNotContain("mrt_");
        assertThat(Optional.of(RefreshToken.first()).toString()).doesNotContain("mrt_");
    }
}
