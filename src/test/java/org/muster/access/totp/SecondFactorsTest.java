package org.muster.access.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class SecondFactorsTest {

    private final Database database = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Time time =
            new Time(() -> now, () -> Duration.between(Instant.EPOCH, now).toNanos());
    private final Secrets secrets;
    private final SecondFactors factors;
    private String secret = "";

    SecondFactorsTest(@TempDir Path folder) {
        this.secrets = new Secrets(database, new Home(folder));
        this.factors = new SecondFactors(database, secrets, time);
    }

    private String code() {
        return Totp.code(Base32.decode(secret), Totp.step(now), Totp.DIGITS);
    }

    private List<String> turnedOn() {
        secret = factors.enrol(7, "zoe").orElseThrow().secret();
        List<String> codes = factors.confirm(7, code()).orElseThrow();
        now = now.plusSeconds(30);
        return codes;
    }

    @Test
    void nothingAsksForACodeBeforeOneWasConfirmed() {
        secret = factors.enrol(7, "zoe").orElseThrow().secret();
        assertThat(factors.isOn(7)).isFalse();
        assertThat(factors.use(7, code())).isFalse();
        String first = secret;
        secret = factors.enrol(7, "zoe").orElseThrow().secret();
        assertThat(secret).isNotEqualTo(first).matches("[A-Z2-7]{32}");
        assertThat(factors.confirm(7, "000000")).isEmpty();
        assertThat(factors.confirm(7, code())).isPresent();
        assertThat(factors.isOn(7)).isTrue();
        assertThat(factors.isOn(8)).isFalse();
        assertThat(factors.enrol(7, "zoe")).as("it is on already").isEmpty();
        assertThat(factors.confirm(7, code())).isEmpty();
    }

    @Test
    void aCodeIsGoodOnceAndNoOlderOneAfterIt() {
        turnedOn();
        String older = code();
        now = now.plusSeconds(30);
        assertThat(factors.use(7, code())).isTrue();
        assertThat(factors.use(7, code())).isFalse();
        assertThat(factors.use(7, older)).isFalse();
        now = now.plusSeconds(30);
        assertThat(new SecondFactors(database, secrets, time).use(7, code())).isTrue();
        assertThat(factors.use(7, code())).isFalse();
    }

    @Test
    void theCodeThatTurnedItOnIsUsed() {
        secret = factors.enrol(7, "zoe").orElseThrow().secret();
        factors.confirm(7, code());
        assertThat(factors.use(7, code())).isFalse();
    }

    @Test
    void aRecoveryCodeIsGoodOnceHoweverItIsTyped() {
        List<String> codes = turnedOn();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
        assertThat(factors.use(7, codes.get(0))).isTrue();
        assertThat(factors.use(7, codes.get(0))).isFalse();
        assertThat(factors.use(
                        7, codes.get(1).toLowerCase(java.util.Locale.ROOT).replace("-", " ")))
                .isTrue();
        assertThat(factors.use(8, codes.get(2))).isFalse();
        assertThat(factors.recoveryCodes(7)).isEqualTo(8);
    }

    @Test
    void whatIsTakenAwayLetsNobodyIn() {
        List<String> codes = turnedOn();
        assertThat(factors.remove(7)).isTrue();
        assertThat(factors.isOn(7)).isFalse();
        assertThat(factors.use(7, code())).isFalse();
        assertThat(factors.use(7, codes.get(0))).isFalse();
        assertThat(factors.remove(7)).isFalse();
    }

    @Test
    void anotherNodeKnowsWithinASecond() {
        SecondFactors other = new SecondFactors(database, secrets, time);
        assertThat(other.isOn(7)).isFalse();
        secret = factors.enrol(7, "zoe").orElseThrow().secret();
        factors.confirm(7, code());
        now = now.plusSeconds(1);
        assertThat(other.isOn(7)).isTrue();
    }

    @Test
    void theDatabaseTellsNeitherSeedNorRecoveryCode() {
        List<String> codes = turnedOn();
        String kept = database.read(tx -> {
            try (var row = tx.createStatement()
                    .executeQuery("SELECT CONCAT(sealed, code_hash) FROM second_factor, recovery_code")) {
                row.next();
                return row.getString(1);
            }
        });
        assertThat(kept).doesNotContain(secret).doesNotContain(codes.get(0).replace("-", ""));
    }
}
