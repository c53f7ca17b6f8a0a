package org.muster.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.jwt.AccessTokens;
import org.muster.access.jwt.SigningKeys;
import org.muster.access.token.Tokens;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** What checking a token costs, of either kind, remembered and not, beside a bare hash of as many bytes. */
class TokenBench {

    private static final int CHECKS = 500;
    private static final long ACCOUNT = 1;

    private final AtomicLong later = new AtomicLong();

    /** For whom each question is two seconds after the last. */
    private final Time fast = new Time(Time.SYSTEM.wall(), () -> later.addAndGet(2_000_000_000L));

    @Test
    void checkingAToken(@TempDir Path home) throws Exception {
        Database database = TestDatabase.fresh();
        Tokens remembered = new Tokens(database, Time.SYSTEM);
        Tokens asked = new Tokens(database, fast);
        String own = "Bearer " + remembered.add(ACCOUNT, "bench", null, null).secret();
        SigningKeys keys = new SigningKeys(database, new Secrets(database, new Home(home)), Time.SYSTEM);
        AccessTokens known = new AccessTokens(keys, Time.SYSTEM);
        String access = known.make(ACCOUNT, "bench", List.of("lab"), 1, Duration.ofHours(1));
        var spreads = new Rounds()
                .with("SHA-256 of as many bytes", each(() -> hash(access) != 0))
                .with(
                        "mst_ token, known for less than a second",
                        each(() -> remembered.find(own, "127.0.0.1").isPresent()))
                .with("mst_ token, looked up", each(() -> asked.find(own, "127.0.0.1")
                        .isPresent()))
                .with("access token, seen before", each(() -> known.check(access)
                        .isPresent()))
                .with("access token, for the first time", each(() -> new AccessTokens(keys, Time.SYSTEM)
                        .check(access)
                        .isPresent()))
                .measure(10, 40);
        BenchReport report = new BenchReport("token");
        spreads.forEach((what, ms) -> report.row(
                "one check", what, "median µs", 1000 * ms.median(), "min", 1000 * ms.min(), "max", 1000 * ms.max()));
        report.publish();
    }

    private static Rounds.Measured each(BooleanSupplier check) {
        return () -> Rounds.timing(() -> {
                            for (int i = 0; i < CHECKS; i++) {
                                if (!check.getAsBoolean()) {
                                    throw new IllegalStateException("a good token was refused");
                                }
                            }
                        })
                        .once()
                / CHECKS;
    }

    private static byte hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return (byte) (digest[0] | 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
