package org.muster.access.totp;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.muster.platform.Database;
import org.muster.platform.Secrets;
import org.muster.platform.Time;

/** Whose second factor is on, and whether a code is right. */
@Singleton
public class SecondFactors {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int SEED_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Row(byte[] seed, boolean confirmed) {}

    private final Database database;
    private final Secrets secrets;
    private final Time time;
    private Set<Long> on = Set.of();
    private long read;

    @Inject
    public SecondFactors(Database database, Secrets secrets, Time time) {
        this.database = database;
        this.secrets = secrets;
        this.time = time;
        this.read = time.nanos() - REMEMBERED.toNanos();
    }

    /** Whether a login of that account asks for a code; as it was at most a second ago. */
    public synchronized boolean isOn(long account) {
        if (time.since(read).compareTo(REMEMBERED) >= 0) {
            on = database.read(SecondFactors::confirmed);
            read = time.nanos();
        }
        return on.contains(account);
    }

    /** How many recovery codes are left. */
    public int recoveryCodes(long account) {
        return database.read(tx -> {
            try (PreparedStatement select =
                    tx.prepareStatement("SELECT COUNT(*) FROM recovery_code WHERE account_id = ?")) {
                select.setLong(1, account);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /**
     * Makes a seed; no login asks for it before {@link #confirm}.
     *
     * @param name what the authenticator is to call it
     * @return empty if one is on already
     */
    public Optional<Enrolment> enrol(long account, String name) {
        byte[] seed = random(SEED_BYTES);
        String secret = Base32.encode(seed);
        boolean made = database.call(tx -> {
            run(tx, "DELETE FROM second_factor WHERE id = ? AND confirmed = FALSE", account);
            if (row(tx, account).isPresent()) {
                return false;
            }
            String sealed = secrets.seal(tx, secret, place(account));
            long now = time.now().toEpochMilli();
            return run(
                            tx,
                            "INSERT INTO second_factor (id, sealed, confirmed, last_step, created_at)"
                                    + " VALUES (?, ?, FALSE, 0, ?)",
                            account,
                            sealed,
                            now)
                    == 1;
        });
        return made ? Optional.of(new Enrolment(name, secret)) : Optional.empty();
    }

    /**
     * Turns it on, if the code shows that the authenticator has the seed.
     *
     * @return the recovery codes, shown this once; empty if the code is not right or there is nothing to confirm
     */
    public Optional<List<String>> confirm(long account, String code) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(written(Base32.encode(random(RECOVERY_BYTES))));
        }
        boolean confirmed = database.call(tx -> {
            Optional<Row> row = row(tx, account).filter(one -> !one.confirmed());
            if (row.isEmpty() || !isUsed(tx, account, row.get(), code)) {
                return false;
            }
            run(tx, "UPDATE second_factor SET confirmed = TRUE WHERE id = ?", account);
            run(tx, "DELETE FROM recovery_code WHERE account_id = ?", account);
            for (String recovery : codes) {
                run(tx, "INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)", account, hash(recovery));
            }
            return true;
        });
        forget();
        return confirmed ? Optional.of(codes) : Optional.empty();
    }

    /** Whether a code is right and was not used yet; it is now. A recovery code is as good. */
    public boolean use(long account, String code) {
        String plain = code.replaceAll("[ -]", "");
        return database.call(tx -> {
            Optional<Row> row = row(tx, account).filter(Row::confirmed);
            if (row.isEmpty()) {
                return false;
            }
            return plain.length() == Totp.DIGITS
                    ? isUsed(tx, account, row.get(), plain)
                    : run(tx, "DELETE FROM recovery_code WHERE account_id = ? AND code_hash = ?", account, hash(plain))
                            == 1;
        });
    }

    /** Turns it off, whatever state it is in; false if there is none. */
    public boolean remove(long account) {
        boolean removed = database.call(tx -> {
            int rows = run(tx, "DELETE FROM second_factor WHERE id = ?", account);
            run(tx, "DELETE FROM recovery_code WHERE account_id = ?", account);
            return rows == 1;
        });
        forget();
        return removed;
    }

    private boolean isUsed(Connection tx, long account, Row row, String code) throws SQLException {
        OptionalLong step = Totp.stepOf(code, row.seed(), time.now());
        return step.isPresent()
                && run(
                                tx,
                                "UPDATE second_factor SET last_step = ? WHERE id = ? AND last_step < ?",
                                step.getAsLong(),
                                account,
                                step.getAsLong())
                        == 1;
    }

    private Optional<Row> row(Connection tx, long account) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT sealed, confirmed FROM second_factor WHERE id = ? FOR UPDATE")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(
                                Base32.decode(secrets.open(row.getString(1), place(account))), row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }

    private static Set<Long> confirmed(Connection tx) throws SQLException {
        Set<Long> accounts = new HashSet<>();
        try (PreparedStatement select = tx.prepareStatement("SELECT id FROM second_factor WHERE confirmed = TRUE");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                accounts.add(row.getLong(1));
            }
        }
        return accounts;
    }

    private static int run(Connection tx, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private synchronized void forget() {
        read = time.nanos() - REMEMBERED.toNanos();
    }

    private static String place(long account) {
        return "second_factor:" + account;
    }

    /** In groups of four, as people copy them. */
    private static String written(String code) {
        return code.replaceAll("(.{4})(?!$)", "$1-");
    }

    private static String hash(String code) {
        String plain = code.replace("-", "").toUpperCase(Locale.ROOT);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
