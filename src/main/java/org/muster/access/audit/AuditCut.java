package org.muster.access.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Time;

/**
 * Cuts off what is too old: always the whole beginning of the trail, only if all of it is as it was written, and leaving a
 * checkpoint by which the rest still holds.
 */
@Singleton
public class AuditCut {

    private static final System.Logger LOG = System.getLogger(AuditCut.class.getName());

    /** Cuts are made for no less, so that there is about one a day. */
    private static final Duration LEAST = Duration.ofDays(1);

    private static final long STEP = 1000;

    private final Database database;
    private final AuditChain chain;
    private final AuditCheck check;
    private final Time time;
    private final Duration keep;

    @Inject
    AuditCut(Database database, AuditChain chain, AuditCheck check, Time time) {
        this(database, chain, check, time, AuditConfig.configured().keep());
    }

    AuditCut(Database database, AuditChain chain, AuditCheck check, Time time, Duration keep) {
        this.database = database;
        this.chain = chain;
        this.check = check;
        this.time = time;
        this.keep = keep;
    }

    /** Cuts if there is a day's worth to cut; goes on with what an earlier cut has not removed. */
    void tidy() {
        Optional<Checkpoint> before = database.read(Checkpoint::latest);
        before.ifPresent(this::remove);
        if (keep.isZero() || keep.isNegative()) {
            return;
        }
        Instant now = time.now();
        long done = before.map(Checkpoint::cut).orElse(0L);
        long tooOld = now.minus(keep).minus(LEAST).toEpochMilli();
        Optional<Long> oldest =
                database.read(tx -> number(tx, "SELECT at FROM audit WHERE id > ? ORDER BY id LIMIT 1", done));
        if (oldest.isEmpty() || oldest.get() > tooOld) {
            return;
        }
        AuditCheck.Result found = check.verify().orElse(null);
        if (found != null && found.ok()) {
            cut(now, now.minus(keep));
        } else if (found != null) {
            LOG.log(
                    Level.ERROR,
                    "The audit trail is not cut, for it is not as it was written, from row {0} on: {1}",
                    String.valueOf(found.brokenAt()),
                    found.why());
        }
    }

    private void cut(Instant now, Instant before) {
        long asked = chain.add(
                Who.MUSTER, "audit.cut", "rows before " + before, Outcome.ASKED, null, Detail.of("keep", keep));
        Optional<Checkpoint> made = Optional.empty();
        try {
            made = database.call(tx -> checkpoint(tx, now, before, asked));
        } catch (DatabaseException e) {
            if (!e.isConflict()) {
                throw e;
            }
        }
        if (made.isEmpty()) {
            chain.end(asked, Outcome.REFUSED, Detail.of("why", "There is nothing to cut, or another node was faster."));
            return;
        }
        remove(made.get());
        Detail detail =
                Detail.of("up_to", made.get().cut()).with("hash", made.get().hash());
        chain.end(asked, Outcome.OK, detail);
    }

    /** All rows up to the last one before the first that is young enough. */
    private Optional<Checkpoint> checkpoint(Connection tx, Instant now, Instant before, long asked)
            throws SQLException {
        Optional<Long> young = number(tx, "SELECT MIN(id) FROM audit WHERE at >= ?", before.toEpochMilli());
        long last = Math.min(young.orElse(asked), asked) - 1;
        AuditRow row = AuditRows.find(tx, last).orElse(null);
        if (row == null || row.hash() == null) {
            return Optional.empty();
        }
        String seal = chain.seal().ofCut(last, row.hash(), now.toEpochMilli());
        Checkpoint made = new Checkpoint(last, row.hash(), now, seal);
        made.insert(tx);
        return Optional.of(made);
    }

    private void remove(Checkpoint cut) {
        try {
            while (database.call(tx -> removed(tx, cut.cut())) > 0) {
                // the next step
            }
        } catch (DatabaseException e) {
            LOG.log(
                    Level.INFO,
                    "Rows up to {0} of the audit trail are over, but this account does not remove them: {1}",
                    String.valueOf(cut.cut()),
                    e.getMessage());
        }
    }

    private static int removed(Connection tx, long cut) throws SQLException {
        Optional<Long> first = number(tx, "SELECT MIN(id) FROM audit WHERE id <= ?", cut);
        if (first.isEmpty()) {
            return 0;
        }
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM audit WHERE id <= ? AND id < ?")) {
            delete.setLong(1, cut);
            delete.setLong(2, first.get() + STEP);
            return delete.executeUpdate();
        }
    }

    private static Optional<Long> number(Connection tx, String sql, long value) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(sql)) {
            select.setLong(1, value);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long number = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(number);
            }
        }
    }
}
