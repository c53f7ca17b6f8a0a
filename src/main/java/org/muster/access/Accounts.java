package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Groups;
import org.muster.access.rights.LastAdministrator;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsConflict;
import org.muster.access.rights.Role;
import org.muster.access.rights.Subject;
import org.muster.access.token.Tokens;
import org.muster.platform.Database;
import org.muster.platform.Sequences;

/** The accounts. Names are compared whatever the case. */
@Singleton
public class Accounts {

    /** Longest name that an account may have. */
    public static final int NAME_LENGTH = 64;

    /** A change made elsewhere (another node, by hand) takes effect after this. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final String SELECT =
            "SELECT id, name, password_hash, kind, email, enabled, expires_at, must_change,"
                    + " created_at FROM account";

    /** What goes with an account, and the account, in this order. */
    private static final List<String> BELONGINGS = List.of(
            "second_factor WHERE id",
            "recovery_code WHERE account_id",
            "login_session WHERE account_id",
            "group_member WHERE account_id",
            "outsider WHERE account_id",
            "account WHERE id");

    private record Remembered(Account account, long until) {}

    /** What is to be an account. */
    public record Wanted(
            String name,
            String passwordHash,
            Account.Kind kind,
            String email,
            boolean enabled,
            @Nullable Instant expires,
            boolean mustChange) {

        /** A person with a password, let in for good. */
        static Wanted person(String name, String passwordHash) {
            return new Wanted(name, passwordHash, Account.Kind.PERSON, "", true, null, false);
        }
    }

    private final Database database;
    private final Register register;
    private final Map<Long, Remembered> known = new ConcurrentHashMap<>();

    @Inject
    public Accounts(Database database, Register register) {
        this.database = database;
        this.register = register;
    }

    /** The account of that name. */
    public Optional<Account> named(String name) {
        if (name.length() > NAME_LENGTH) {
            return Optional.empty();
        }
        return database.read(
                tx -> select(tx, " WHERE name_key = ?", key(name)).stream().findFirst());
    }

    /** The account of that id, as it was at most a second ago. */
    public Optional<Account> find(long id) {
        long now = System.nanoTime();
        Remembered remembered = known.get(id);
        if (remembered != null && remembered.until() - now > 0) {
            return Optional.of(remembered.account());
        }
        Optional<Account> found =
                database.read(tx -> select(tx, " WHERE id = ?", id).stream().findFirst());
        found.ifPresentOrElse(
                account -> known.put(id, new Remembered(account, now + REMEMBERED.toNanos())), () -> known.remove(id));
        return found;
    }

    /** A page of those of whose name or address all words of {@code search} are part, by name. */
    Listed<Account> page(String search, Listed.Page page) {
        Listed.Where where = new Listed.Where().words(search, "name_key", "LOWER(email)");
        return database.read(tx -> new Listed<>(
                select(tx, where.sql() + " ORDER BY name_key" + page.sql(), where.values()),
                where.count(tx, "account")));
    }

    /** Whether there is none yet. */
    boolean isEmpty() {
        return database.read(tx -> select(tx, " ORDER BY id LIMIT 1").isEmpty());
    }

    /**
     * Adds an account.
     *
     * @param roles that it has everywhere
     * @param groups that it is in
     * @param by who adds it
     * @throws RightsConflict if the name is taken, or there is no such group
     */
    public Account add(Wanted wanted, Set<Role> roles, Set<Long> groups, String by) {
        return register.change((tx, follow) -> {
            Account account = add(tx, wanted, register.now(), follow);
            Grants.addRoles(tx, Subject.user(account.id()), roles, by, register.now(), follow);
            Groups.setGroups(tx, account.id(), groups, follow);
            return account;
        });
    }

    /** Adds an account that holds nothing, within a transaction. */
    static Account add(Connection tx, Wanted wanted, Instant now, Register.Consequences follow) throws SQLException {
        requireFree(tx, wanted.name(), 0);
        Account account = new Account(
                Sequences.next(tx, "account_seq"),
                wanted.name(),
                wanted.passwordHash(),
                wanted.kind(),
                wanted.email(),
                wanted.enabled(),
                wanted.expires(),
                wanted.mustChange(),
                now);
        write(
                tx,
                "INSERT INTO account (name, name_key, password_hash, kind, email, enabled, expires_at, must_change,"
                        + " created_at, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                account);
        follow.ofNamed(account.id());
        return account;
    }

    /**
     * Changes an account as it is at that moment; sessions of one that is not let in end at once.
     *
     * @param change makes of the account what it is to be; what it throws leaves all as it is
     * @param roles that it has everywhere, null to leave them
     * @param groups that it is in, null to leave them
     * @param by who changes it
     * @throws RightsConflict if it is not there any more, the name is taken, there is no such group, or nobody would be
     *     administrator any more
     */
    public Account change(
            long id, UnaryOperator<Account> change, @Nullable Set<Role> roles, @Nullable Set<Long> groups, String by) {
        try {
            return register.change((tx, follow) -> {
                Account before = select(tx, " WHERE id = ?", id).stream()
                        .findFirst()
                        .orElseThrow(() -> new RightsConflict("The user is not there any more."));
                Account account = change.apply(before);
                requireFree(tx, account.name(), id);
                if (!account.passwordHash().isEmpty()) {
                    Outsiders.requireNot(tx, id);
                }
                write(
                        tx,
                        "UPDATE account SET name = ?, name_key = ?, password_hash = ?, kind = ?, email = ?, enabled = ?,"
                                + " expires_at = ?, must_change = ?, created_at = ? WHERE id = ?",
                        account);
                if (!account.isLetIn(register.now())) {
                    delete(tx, "login_session WHERE account_id", id);
                }
                if (roles != null) {
                    Grants.setRoles(tx, Subject.user(id), roles, by, register.now(), follow);
                }
                if (groups != null) {
                    Groups.setGroups(tx, id, groups, follow);
                }
                if (roles != null || lets(before) != lets(account)) {
                    LastAdministrator.require(tx);
                }
                if (!key(before.name()).equals(key(account.name()))) {
                    follow.ofNamed(id);
                }
                return account;
            });
        } finally {
            known.remove(id);
        }
    }

    private static void delete(Connection tx, String belonging, long id) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM " + belonging + " = ?")) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }

    /** Whether somebody gets in by it for good. */
    private static boolean lets(Account account) {
        return account.enabled()
                && account.expires() == null
                && account.kind() == Account.Kind.PERSON
                && !account.passwordHash().isEmpty();
    }

    /**
     * Gives an account another password, unless it has got one or was locked meanwhile.
     *
     * @param before the hash of the old one
     * @return the account as it is then; empty if nothing was changed
     */
    Optional<Account> newPassword(long id, String before, String hash) {
        Optional<Account> changed = database.call(tx -> {
            try (PreparedStatement update =
                    tx.prepareStatement("UPDATE account SET password_hash = ?, must_change = FALSE"
                            + " WHERE id = ? AND password_hash = ? AND enabled = TRUE")) {
                update.setString(1, hash);
                update.setLong(2, id);
                update.setString(3, before);
                return update.executeUpdate() == 1
                        ? select(tx, " WHERE id = ?", id).stream().findFirst()
                        : Optional.<Account>empty();
            }
        });
        known.remove(id);
        return changed;
    }

    /**
     * Takes an account away with all that it was granted. What it did stays in the audit trail under its name.
     *
     * @throws RightsConflict if nobody would be administrator any more
     */
    public void remove(long id) {
        register.change((tx, follow) -> {
            Grants.deleteOfUser(tx, id, follow);
            Tokens.removeAll(tx, id);
            for (String table : BELONGINGS) {
                delete(tx, table, id);
            }
            LastAdministrator.require(tx);
            follow.ofLost(id);
            return true;
        });
        known.remove(id);
    }

    private static void requireFree(Connection tx, String name, long but) throws SQLException {
        if (select(tx, " WHERE name_key = ?", key(name)).stream().anyMatch(account -> account.id() != but)) {
            throw new RightsConflict("There is a user of that name.");
        }
    }

    private static void write(Connection tx, String sql, Account account) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setString(1, account.name());
            statement.setString(2, key(account.name()));
            statement.setString(3, account.passwordHash());
            statement.setString(4, account.kind().word());
            statement.setString(5, account.email());
            statement.setBoolean(6, account.enabled());
            Instant expires = account.expires();
            statement.setObject(7, expires == null ? null : expires.toEpochMilli());
            statement.setBoolean(8, account.mustChange());
            statement.setLong(9, account.since().toEpochMilli());
            statement.setLong(10, account.id());
            statement.executeUpdate();
        }
    }

    /** What names are compared by. */
    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static List<Account> select(Connection tx, String where, Object... values) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(SELECT + where)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            List<Account> accounts = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    accounts.add(account(row));
                }
            }
            return accounts;
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        long millis = row.getLong(7);
        Instant expires = row.wasNull() ? null : Instant.ofEpochMilli(millis);
        return new Account(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Account.Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                row.getBoolean(6),
                expires,
                row.getBoolean(8),
                Instant.ofEpochMilli(row.getLong(9)));
    }
}
