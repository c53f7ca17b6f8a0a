package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.access.outside.Outsider;
import org.muster.access.outside.Source;
import org.muster.access.rights.Groups;
import org.muster.access.rights.MappedGroups;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsConflict;
import org.muster.platform.Database;

/**
 * The accounts of people that somebody outside vouches for: made at their first login, known by the source's key from
 * then on, their mapped groups set at each login. Such an account has no password here.
 */
@Singleton
public class Outsiders {

    private record Known(long account, Set<Long> groups, Set<Long> wanted) {}

    private final Database database;
    private final Register register;
    private final Accounts accounts;
    private final Audit audit;

    @Inject
    Outsiders(Database database, Register register, Accounts accounts, Audit audit) {
        this.database = database;
        this.register = register;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Who vouches for an account; empty if Muster itself. */
    public Optional<Source> source(long account) {
        return database.read(tx -> source(tx, account));
    }

    /** Passes if Muster itself vouches for an account: it may have a password. */
    static void requireNot(Connection tx, long account) throws SQLException {
        if (source(tx, account).isPresent()) {
            throw new RightsConflict("This user logs in elsewhere and has no password here.");
        }
    }

    private static Optional<Source> source(Connection tx, long account) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT source FROM outsider WHERE account_id = ?")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(Source.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
                        : Optional.empty();
            }
        }
    }

    /**
     * The account of somebody who has just been vouched for, in the groups that the mapping puts him into.
     *
     * @return empty if he is not let in: his account is disabled or over, or another account has the name; this is
     *     recorded
     */
    Optional<Account> admit(Outsider who, String sourceIp) {
        try {
            Optional<Known> known = database.read(tx -> known(tx, who));
            long id = known.isEmpty() ? newcomer(who, sourceIp) : known.get().account();
            if (known.isPresent() && !known.get().groups().equals(known.get().wanted())) {
                regroup(who, known.get(), sourceIp);
            }
            return accounts.find(id)
                    .filter(account -> account.isLetIn(Instant.now()) && account.kind() == Account.Kind.PERSON);
        } catch (RightsConflict e) {
            return Optional.empty();
        }
    }

    private long newcomer(Outsider who, String sourceIp) {
        Detail detail = Detail.of("by", who.source().word())
                .with("key", who.key())
                .with("groups", String.join(", ", who.groups()));
        long asked = audit.asked(who.name(), sourceIp, "user.admit", who.name(), detail);
        try {
            long account = register.change((tx, follow) -> {
                Optional<Known> meanwhile = known(tx, who);
                if (meanwhile.isPresent()) {
                    return meanwhile.get().account();
                }
                Accounts.Wanted wanted =
                        new Accounts.Wanted(who.name(), "", Account.Kind.PERSON, who.email(), true, null, false);
                long id = Accounts.add(tx, wanted, register.now(), follow).id();
                insert(tx, id, who);
                Set<Long> groups = MappedGroups.wanted(tx, id, who.mapped(), who.groups());
                Groups.setGroups(tx, id, groups, follow);
                return id;
            });
            audit.outcome(asked, Outcome.OK, Detail.of("user", account));
            return account;
        } catch (RightsConflict e) {
            audit.outcome(asked, Outcome.REFUSED, Detail.of("why", String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void regroup(Outsider who, Known known, String sourceIp) {
        Detail detail = Detail.of("by", who.source().word()).changing("groups", known.groups(), known.wanted());
        long asked = audit.asked(who.name(), sourceIp, "user.regroup", "user:" + known.account(), detail);
        register.change((tx, follow) -> {
            Set<Long> wanted = MappedGroups.wanted(tx, known.account(), who.mapped(), who.groups());
            Groups.setGroups(tx, known.account(), wanted, follow);
            return true;
        });
        audit.outcome(asked, Outcome.OK, Detail.NONE);
    }

    private static Optional<Known> known(Connection tx, Outsider who) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT account_id FROM outsider WHERE source = ? AND source_key = ?")) {
            select.setString(1, who.source().word());
            select.setString(2, who.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long account = row.getLong(1);
                return Optional.of(new Known(
                        account,
                        MappedGroups.current(tx, account),
                        MappedGroups.wanted(tx, account, who.mapped(), who.groups())));
            }
        }
    }

    private static void insert(Connection tx, long account, Outsider who) throws SQLException {
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO outsider (account_id, source, source_key) VALUES (?, ?, ?)")) {
            insert.setLong(1, account);
            insert.setString(2, who.source().word());
            insert.setString(3, who.key());
            insert.executeUpdate();
        }
    }
}
