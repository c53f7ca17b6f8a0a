package org.muster.access.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;

/** Finds out whether the trail is as it was written: walks all of it, in steps, one walk at a time. */
@Singleton
public class AuditCheck {

    private static final int STEP = 1000;

    /** A walk that a cut overtook is begun anew; more than one cut during two walks there is not. */
    private static final int MOST_WALKS = 3;

    /**
     * What a walk found.
     *
     * @param rows that are as they were written
     * @param from the first row's id; 0 if there is none
     * @param to the id of the last row that is as it was written; 0 if there is none
     * @param hash that row's
     * @param brokenAt where the first row is, or would be, that is not; null if all are
     * @param why a sentence; empty if all is well
     */
    public record Result(
            long rows,
            long from,
            long to,
            String hash,
            @Nullable Long brokenAt,
            String why,
            @Nullable Checkpoint checkpoint) {

        /** Whether nothing was changed, removed, inserted or moved. */
        public boolean ok() {
            return brokenAt == null;
        }
    }

    /** Thrown by the walk; never leaves here. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final long at;

        Broken(long at, String why) {
            super(why);
            this.at = at;
        }
    }

    private final Database database;
    private final AuditChain chain;
    private final ReentrantLock one = new ReentrantLock();

    @Inject
    public AuditCheck(Database database, AuditChain chain) {
        this.database = database;
        this.chain = chain;
    }

    /** Walks the whole trail, as it is when this begins; empty if somebody else has it walked just now. */
    public Optional<Result> verify() {
        if (!one.tryLock()) {
            return Optional.empty();
        }
        try {
            Result result = walk();
            for (int i = 1; i < MOST_WALKS && !result.ok() && wasCut(result); i++) {
                result = walk();
            }
            return Optional.of(result);
        } finally {
            one.unlock();
        }
    }

    private boolean wasCut(Result result) {
        Checkpoint now = database.read(Checkpoint::latest).orElse(null);
        return now != null
                && (result.checkpoint() == null || result.checkpoint().cut() != now.cut());
    }

    private Result walk() {
        AuditChain.Head known = chain.latest(); // before the head: what is known was committed before it
        Checkpoint cut = database.read(Checkpoint::latest).orElse(null);
        Walk walk = new Walk();
        try {
            walk.begin(cut);
            walk.through(known);
            return walk.result(cut, null, "");
        } catch (Broken e) {
            return walk.result(cut, e.at, String.valueOf(e.getMessage()));
        }
    }

    /** How far a walk has come. */
    private final class Walk {
        private long rows;
        private long from;
        private long last;
        private String hash = "";

        /** Stands at the row before the first that is to be walked over. */
        void begin(@Nullable Checkpoint cut) throws Broken {
            if (cut == null) {
                beginning();
                return;
            }
            if (!AuditSeal.isSame(
                    chain.seal().ofCut(cut.cut(), cut.hash(), cut.at().toEpochMilli()), cut.seal())) {
                throw new Broken(cut.cut(), "The checkpoint was not written by Muster.");
            }
            last = cut.cut();
            hash = cut.hash();
        }

        private void beginning() throws Broken {
            AuditRow first = database
                    .read(tx -> AuditRows.read(tx, "WHERE row_hash IS NOT NULL ORDER BY id LIMIT 1", List.of()))
                    .stream()
                    .findFirst()
                    .orElse(null);
            long begun = first == null ? Long.MAX_VALUE : first.id();
            AuditChain.Legacy before = database.read(tx -> AuditChain.Legacy.read(tx, begun));
            last = before.last();
            if (first == null || first.id() != last + 1 || !first.action().equals(AuditChain.BEGIN)) {
                throw new Broken(last + 1, "The chain's first row is missing.");
            }
            step(first);
            if (!first.detail().equals(before.detail().toJson())) {
                throw new Broken(begun, "The rows from before the chain are not those that it began with.");
            }
            rows += before.rows();
        }

        void through(AuditChain.Head known) throws Broken {
            End end = database.read(AuditCheck::end);
            long goal = end.head().last();
            while (last < goal) {
                long before = last;
                List<AuditRow> some = database.read(tx -> AuditRows.after(tx, before, STEP));
                for (AuditRow row : some) {
                    if (row.id() <= goal) {
                        step(row);
                        requireKnown(known);
                    }
                }
                if (last == before) {
                    throw new Broken(last + 1, "A row is missing.");
                }
            }
            if (!hash.equals(end.head().hash()) || last != goal) {
                throw new Broken(last, "The chain's end is not this row's.");
            }
            if (end.most() > goal) {
                throw new Broken(goal + 1, "A row stands after the chain's end.");
            }
            if (known.last() > last) {
                throw new Broken(last + 1, "A row is missing.");
            }
        }

        private void step(AuditRow row) throws Broken {
            if (row.id() != last + 1) {
                throw new Broken(Math.min(row.id(), last + 1), "A row is missing.");
            }
            if (row.hash() == null || !row.hashAfter(hash).equals(row.hash())) {
                throw new Broken(row.id(), "The row is not as it was written, or not where.");
            }
            if (!AuditSeal.isSame(chain.seal().ofRow(row.id(), row.hash()), row.seal())) {
                throw new Broken(row.id(), "The row was not written by Muster.");
            }
            last = row.id();
            hash = row.hash();
            from = from == 0 ? last : from;
            rows++;
        }

        private void requireKnown(AuditChain.Head known) throws Broken {
            if (last == known.last() && !hash.equals(known.hash())) {
                throw new Broken(last, "Another row stands where this Muster wrote one.");
            }
        }

        Result result(@Nullable Checkpoint cut, @Nullable Long brokenAt, String why) {
            return new Result(rows, from, from == 0 ? 0 : last, from == 0 ? "" : hash, brokenAt, why, cut);
        }
    }

    private record End(AuditChain.Head head, long most) {}

    /** By one statement, so that no row comes between. */
    private static End end(Connection tx) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(
                        "SELECT last_id, row_hash, (SELECT MAX(id) FROM audit) FROM audit_head WHERE id = 1");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return new End(new AuditChain.Head(0, "", null), 0);
            }
            return new End(new AuditChain.Head(row.getLong(1), row.getString(2), null), row.getLong(3));
        }
    }
}
