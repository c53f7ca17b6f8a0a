package org.muster.access.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.Secrets;

/**
 * Adds rows to the trail, each with the hash of the one before (docs/adr/0009). Whoever adds one locks the chain's head
 * until the commit, on every node: the last lock that a transaction takes.
 */
@Singleton
public class AuditChain {

    /** What the chain's first row says was done. */
    static final String BEGIN = "audit.begin";

    private static final System.Logger LOG = System.getLogger(AuditChain.class.getName());
    private static final String KEY_PLACE = "audit_head:1";
    private static final int STEP = 1000;

    /** The chain's end. */
    record Head(long last, String hash, @Nullable String sealedKey) {}

    private final Database database;
    private final AuditSeal seal;
    private Head latest = new Head(0, "", null);

    /** Begins the chain if this is the first start: its first row holds the digest of the rows from before it. */
    @Inject
    public AuditChain(Database database, Secrets secrets) {
        this(database, seal(database, secrets));
    }

    AuditChain(Database database, AuditSeal seal) {
        this.database = database;
        this.seal = seal;
        database.call(tx -> {
            if (head(tx, true).hash().isEmpty()) {
                begin(tx);
            }
            return true;
        });
    }

    private static AuditSeal seal(Database database, Secrets secrets) {
        String sealed = database.call(tx -> key(tx, secrets));
        return new AuditSeal(Base64.getDecoder().decode(secrets.open(sealed, KEY_PLACE)));
    }

    /**
     * Adds a row; committed when this returns.
     *
     * @param asked the row that asked for what this one tells the outcome of; null if there is none
     * @return the row's id
     * @throws org.muster.platform.DatabaseException if it can't be kept
     */
    public long add(Who who, String action, String target, Outcome outcome, @Nullable Long asked, Detail detail) {
        AuditRow row = database.call(tx -> append(tx, who, action, target, outcome, asked, detail));
        remember(row);
        LOG.log(Level.DEBUG, () -> "Audit: " + row);
        return row.id();
    }

    /** Adds a row that stands alone, as the last thing that a transaction does. */
    public void add(Connection tx, Who who, String action, String target, Outcome outcome, Detail detail)
            throws SQLException {
        append(tx, who, action, target, outcome, null, detail);
    }

    /** Tells the outcome of what a row asked for. */
    public void end(long asked, Outcome outcome, Detail detail) {
        database.call(tx -> {
            end(tx, asked, outcome, detail);
            return true;
        });
    }

    /** The same as the last thing that a transaction does. */
    public void end(Connection tx, long asked, Outcome outcome, Detail detail) throws SQLException {
        AuditRow first = AuditRows.find(tx, asked)
                .orElse(new AuditRow(asked, 0, null, "", "", "", "", "", null, "", null, null));
        Who who = new Who(first.actorId(), first.actor(), first.source());
        append(tx, who, first.action(), first.target(), outcome, asked, detail);
    }

    AuditSeal seal() {
        return seal;
    }

    /** The last row that this process knows to have been committed; nobody else can have taken it away. */
    synchronized Head latest() {
        return latest;
    }

    private synchronized void remember(AuditRow row) {
        if (row.id() > latest.last()) {
            latest = new Head(row.id(), String.valueOf(row.hash()), null);
        }
    }

    static Head head(Connection tx, boolean locked) throws SQLException {
        try (PreparedStatement select =
                        tx.prepareStatement("SELECT last_id, row_hash, sealed_key FROM audit_head WHERE id = 1"
                                + (locked ? " FOR UPDATE" : ""));
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("The head of the audit trail is missing.");
            }
            return new Head(row.getLong(1), row.getString(2), row.getString(3));
        }
    }

    private AuditRow append(
            Connection tx, Who who, String action, String target, Outcome outcome, @Nullable Long asked, Detail detail)
            throws SQLException {
        Head head = head(tx, true);
        return append(
                tx,
                head.hash(),
                new AuditRow(
                        head.last() + 1,
                        System.currentTimeMillis(),
                        who.id(),
                        PlainLine.of(who.name(), 64),
                        PlainLine.of(action, 64),
                        PlainLine.of(target, 255),
                        PlainLine.of(who.source(), 45),
                        outcome.word(),
                        asked,
                        detail.toJson(),
                        null,
                        null));
    }

    private AuditRow append(Connection tx, String before, AuditRow row) throws SQLException {
        String hash = row.hashAfter(before);
        AuditRow sealed = row.sealed(hash, seal.ofRow(row.id(), hash));
        AuditRows.insert(tx, sealed);
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE audit_head SET last_id = ?, row_hash = ? WHERE id = 1")) {
            update.setLong(1, row.id());
            update.setString(2, hash);
            update.executeUpdate();
        }
        return sealed;
    }

    /** The sealed key, made if there is none. */
    private static String key(Connection tx, Secrets secrets) throws SQLException {
        String sealed = head(tx, true).sealedKey();
        if (sealed != null) {
            return sealed;
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String made = secrets.seal(tx, Base64.getEncoder().encodeToString(key), KEY_PLACE);
        try (PreparedStatement update = tx.prepareStatement("UPDATE audit_head SET sealed_key = ? WHERE id = 1")) {
            update.setString(1, made);
            update.executeUpdate();
        }
        return made;
    }

    private void begin(Connection tx) throws SQLException {
        Legacy before = Legacy.read(tx, Long.MAX_VALUE);
        append(
                tx,
                "",
                new AuditRow(
                        before.last() + 1,
                        System.currentTimeMillis(),
                        null,
                        Who.MUSTER.name(),
                        BEGIN,
                        "",
                        "",
                        Outcome.OK.word(),
                        null,
                        before.detail().toJson(),
                        null,
                        null));
    }

    /**
     * Rows from before the chain.
     *
     * @param digest SHA-256 over their contents, one after the other
     */
    record Legacy(long rows, long last, String digest) {

        /** Those below an id, read in steps. */
        static Legacy read(Connection tx, long below) throws SQLException {
            MessageDigest digest = AuditRow.sha256();
            long count = 0;
            long last = 0;
            List<AuditRow> some = AuditRows.after(tx, Long.MIN_VALUE, STEP);
            while (!some.isEmpty()) {
                for (AuditRow row : some) {
                    if (row.id() >= below) {
                        return of(count, last, digest);
                    }
                    digest.update(row.content(""));
                    count++;
                    last = row.id();
                }
                some = AuditRows.after(tx, last, STEP);
            }
            return of(count, last, digest);
        }

        private static Legacy of(long count, long last, MessageDigest digest) {
            return new Legacy(count, last, HexFormat.of().formatHex(digest.digest()));
        }

        /** As the chain's first row has it. */
        Detail detail() {
            return Detail.of("rows_before", rows).with("digest", digest);
        }
    }
}
