package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.platform.Database;
import org.muster.platform.Sequences;

/** The accounts. Names are compared whatever the case. */
@Singleton
public class Accounts {

    /** Longest name that an account may have. */
    static final int NAME_LENGTH = 64;

    /** A change made elsewhere (another node, by hand) takes effect after this. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final String SELECT = "SELECT id, name, password_hash, role, enabled FROM account WHERE ";

    private record Remembered(Account account, long until) {}

    private final Database database;
    private final Map<Long, Remembered> known = new ConcurrentHashMap<>();

    @Inject
    public Accounts(Database database) {
        this.database = database;
    }

    /** The account of that name. */
    Optional<Account> named(String name) {
        if (name.length() > NAME_LENGTH) {
            return Optional.empty();
        }
        return database.read(tx -> {
            try (var query = tx.prepareStatement(SELECT + "name_key = ?")) {
                query.setString(1, key(name));
                return first(query);
            }
        });
    }

    /** The account of that id, as it was at most some seconds ago. */
    Optional<Account> find(long id) {
        long now = System.nanoTime();
        Remembered remembered = known.get(id);
        if (remembered != null && remembered.until() - now > 0) {
            return Optional.of(remembered.account());
        }
        Optional<Account> found = database.read(tx -> {
            try (var query = tx.prepareStatement(SELECT + "id = ?")) {
                query.setLong(1, id);
                return first(query);
            }
        });
        found.ifPresentOrElse(
                account -> known.put(id, new Remembered(account, now + REMEMBERED.toNanos())), () -> known.remove(id));
        return found;
    }

    /** Whether there is none yet. */
    boolean isEmpty() {
        return database.read(tx -> {
            try (var query = tx.prepareStatement("SELECT COUNT(*) FROM account");
                    var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1) == 0;
            }
        });
    }

    /** Adds an account; {@link org.muster.platform.DatabaseException} if the name is taken. */
    Account add(String name, String passwordHash, Role role) {
        return database.call(tx -> {
            long id = Sequences.next(tx, "account_seq");
            try (var insert = tx.prepareStatement("INSERT INTO account (id, name, name_key, password_hash, role,"
                    + " enabled, created_at) VALUES (?, ?, ?, ?, ?, TRUE, ?)")) {
                insert.setLong(1, id);
                insert.setString(2, name);
                insert.setString(3, key(name));
                insert.setString(4, passwordHash);
                insert.setString(5, role.word());
                insert.setLong(6, System.currentTimeMillis());
                insert.executeUpdate();
            }
            return new Account(id, name, passwordHash, role, true);
        });
    }

    /** Lets an account in, or no more; sessions of it end at once. */
    void setEnabled(long id, boolean enabled) {
        database.call(tx -> {
            try (var update = tx.prepareStatement("UPDATE account SET enabled = ? WHERE id = ?")) {
                update.setBoolean(1, enabled);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
        known.remove(id);
    }

    /** What names are compared by. */
    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static Optional<Account> first(PreparedStatement query) throws SQLException {
        try (var rows = query.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Account(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            Role.of(rows.getString(4)),
                            rows.getBoolean(5)))
                    : Optional.empty();
        }
    }
}
