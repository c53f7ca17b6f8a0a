package org.muster.access.token;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Sequences;
import org.muster.platform.Time;

/** The tokens of all accounts. One that is taken away here ends at once, on other nodes within a second. */
@Singleton
public class Tokens {

    private static final System.Logger LOG = System.getLogger(Tokens.class.getName());
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** That it was used is written so often at most. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    /** An account has no more tokens. */
    public static final int MOST_OF_ACCOUNT = 50;

    private static final String SELECT = "SELECT id, account_id, name, permissions, created_at, expires_at, last_used,"
            + " last_source FROM api_token";

    /** A new token, and the only time that it is shown. */
    public record Made(ApiToken token, String secret) {

        @Override
        public String toString() {
            return token.toString();
        }
    }

    private record Known(ApiToken token, long until) {}

    private final Database database;
    private final Time time;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    public Tokens(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Makes one.
     *
     * @param permissions what it may be used for at most, null for whatever the account has
     * @param expires when it ends, null if it does not
     * @throws RightsConflict if the account has too many
     */
    public Made add(long account, String name, @Nullable Set<Permission> permissions, @Nullable Instant expires) {
        String secret = TokenText.fresh();
        ApiToken made = database.call(tx -> {
            requireRoom(tx, account);
            ApiToken token = new ApiToken(
                    Sequences.next(tx, "token_seq"), account, name, permissions, time.now(), expires, null, "");
            insert(tx, token, TokenText.hash(secret));
            return token;
        });
        return new Made(made, secret);
    }

    /** Locks the account, so that two at once don't both find room. */
    private static void requireRoom(Connection tx, long account) throws SQLException {
        try (PreparedStatement lock = tx.prepareStatement("SELECT id FROM account WHERE id = ? FOR UPDATE")) {
            lock.setLong(1, account);
            lock.executeQuery().close();
        }
        if (select(tx, " WHERE account_id = ?", account).size() >= MOST_OF_ACCOUNT) {
            throw new RightsConflict("An account has at most " + MOST_OF_ACCOUNT + " tokens. End one first.");
        }
    }

    private static void insert(Connection tx, ApiToken token, String hash) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO api_token (id, account_id, name, token_hash,"
                + " permissions, created_at, expires_at, last_source) VALUES (?, ?, ?, ?, ?, ?, ?, '')")) {
            insert.setLong(1, token.id());
            insert.setLong(2, token.account());
            insert.setString(3, token.name());
            insert.setString(4, hash);
            insert.setObject(5, token.permissions() == null ? null : Permission.bits(token.permissions()));
            insert.setLong(6, token.since().toEpochMilli());
            Instant expires = token.expires();
            insert.setObject(7, expires == null ? null : expires.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Those of an account, in the order in which they were made. */
    public List<ApiToken> of(long account) {
        return database.read(tx -> select(tx, " WHERE account_id = ? ORDER BY id", account));
    }

    /** Takes one of an account's away; false if it has none of that id. */
    public boolean remove(long account, long id) {
        boolean removed = database.call(tx -> {
            try (PreparedStatement delete =
                    tx.prepareStatement("DELETE FROM api_token WHERE account_id = ? AND id = ?")) {
                delete.setLong(1, account);
                delete.setLong(2, id);
                return delete.executeUpdate() == 1;
            }
        });
        forget();
        return removed;
    }

    /** Takes all of an account away, within the transaction that takes the account away. */
    public static void removeAll(Connection tx, long account) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM api_token WHERE account_id = ?")) {
            delete.setLong(1, account);
            delete.executeUpdate();
        }
    }

    /** Whether an Authorization header has what may be a token of these, known or not. */
    public static boolean isIn(String header) {
        return TokenText.in(header).isPresent();
    }

    /** The token in an Authorization header, if it is known and not over; that it was used is noted. */
    public Optional<ApiToken> find(String header, String source) {
        Optional<ApiToken> found = TokenText.in(header).flatMap(token -> byHash(TokenText.hash(token)));
        Instant now = time.now();
        Optional<ApiToken> valid = found.filter(token -> !token.isOver(now));
        valid.filter(token -> isToBeNoted(token, now)).ifPresent(token -> note(token, source, now));
        return valid;
    }

    private Optional<ApiToken> byHash(String hash) {
        long now = time.nanos();
        synchronized (known) {
            Known remembered = known.get(hash);
            if (remembered != null && remembered.until() - now > 0) {
                return Optional.of(remembered.token());
            }
        }
        Optional<ApiToken> found = database.read(tx -> select(tx, " WHERE token_hash = ?", hash)).stream()
                .findFirst();
        synchronized (known) {
            found.ifPresentOrElse(
                    token -> known.put(hash, new Known(token, now + REMEMBERED.toNanos())), () -> known.remove(hash));
        }
        return found;
    }

    private static boolean isToBeNoted(ApiToken token, Instant now) {
        Instant last = token.lastUsed();
        return last == null || last.plus(NOTED).isBefore(now);
    }

    /** That it can't be noted keeps nobody out. */
    private void note(ApiToken token, String source, Instant now) {
        replace(token, source, now);
        try {
            database.call(tx -> {
                try (PreparedStatement update =
                        tx.prepareStatement("UPDATE api_token SET last_used = ?, last_source = ? WHERE id = ?")) {
                    update.setLong(1, now.toEpochMilli());
                    update.setString(2, source);
                    update.setLong(3, token.id());
                    return update.executeUpdate();
                }
            });
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "When token {0} was used is not noted: {1}", token.id(), e.getMessage());
        }
    }

    /** So that of several requests at once one writes. */
    private void replace(ApiToken token, String source, Instant now) {
        ApiToken noted = new ApiToken(
                token.id(),
                token.account(),
                token.name(),
                token.permissions(),
                token.since(),
                token.expires(),
                now,
                source);
        synchronized (known) {
            known.replaceAll((hash, one) -> one.token().id() == token.id() ? new Known(noted, one.until()) : one);
        }
    }

    private void forget() {
        synchronized (known) {
            known.clear();
        }
    }

    private static List<ApiToken> select(Connection tx, String where, Object value) throws SQLException {
        List<ApiToken> tokens = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(SELECT + where)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tokens.add(token(row));
                }
            }
        }
        return tokens;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        long bits = row.getLong(4);
        Set<Permission> permissions = row.wasNull() ? null : Permission.of(bits);
        return new ApiToken(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                permissions,
                Instant.ofEpochMilli(row.getLong(5)),
                instant(row, 6),
                instant(row, 7),
                row.getString(8));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
