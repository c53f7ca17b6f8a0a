package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.VmAccess;
import org.muster.platform.Database;
import org.muster.platform.Time;

/** Changes grants, groups and the like together with all that follows from them, in one transaction. */
@Singleton
public class Register {

    /** Something to be changed. */
    @FunctionalInterface
    public interface Change<T> {
        T make(Connection tx, Consequences follow) throws SQLException;
    }

    /** What is done last in the transaction, when all that follows is written. */
    @FunctionalInterface
    public interface Last<T> {
        void with(Connection tx, T made) throws SQLException;
    }

    /** What follows from a change is brought up to date after it, before the commit. */
    public static final class Consequences {
        private final List<Reach.Among> vms = new ArrayList<>();
        private final Map<Long, Boolean> accounts = new LinkedHashMap<>();
        private final long revision;
        private boolean named;

        private Consequences(long revision) {
            this.revision = revision;
        }

        /** The number of this change. */
        long revision() {
            return revision;
        }

        /** VMs of that scope may be somebody else's to see. */
        void of(Scope scope) {
            vms.add(Reach.Among.of(scope));
        }

        /** An account may be in other groups. */
        public void ofMember(long account) {
            accounts.putIfAbsent(account, true);
        }

        /** An account is new, or has another name: rules go by names. */
        public void ofNamed(long account) {
            ofMember(account);
            named = true;
        }

        /** An account is there no more. */
        public void ofLost(long account) {
            accounts.put(account, false);
        }
    }

    private final Database database;
    private final RightsBook book;
    private final Time time;
    private final Reach reach;
    private final InventoryWriter writer = new InventoryWriter();

    @Inject
    public Register(Database database, RightsBook book, Time time) {
        this.database = database;
        this.book = book;
        this.time = time;
        this.reach = new Reach();
    }

    /**
     * Changes something.
     *
     * @throws RightsConflict as the change does; nothing is changed then
     */
    public <T> T change(Change<T> change) {
        return change(change, (tx, made) -> {});
    }

    private <T> T change(Change<T> change, Last<T> last) {
        try {
            return database.call(tx -> {
                long revision = writer.nextRevision(tx);
                Consequences follow = new Consequences(revision);
                T made = change.make(tx, follow);
                follow(tx, follow, revision);
                last.with(tx, made);
                return made;
            });
        } finally {
            book.forget();
        }
    }

    private void follow(Connection tx, Consequences follow, long revision) throws SQLException {
        for (Map.Entry<Long, Boolean> account : follow.accounts.entrySet()) {
            Subjects.renew(tx, account.getKey(), account.getValue(), revision);
        }
        if (follow.vms.isEmpty() && !follow.named) {
            return;
        }
        Claims claims = RightsTables.claims(tx, time.now());
        if (follow.named && claims.areByUsersNames()) {
            follow.of(Scope.ALL);
        }
        reach.write(tx, reach.differencesOfAll(tx, claims), revision);
        for (Reach.Among among : follow.vms.contains(Reach.Among.ALL)
                ? List.of(Reach.Among.ALL)
                : follow.vms.stream().distinct().toList()) {
            reach.write(tx, reach.differences(tx, claims, among), revision);
        }
    }

    /** Reads. */
    <T> T read(Database.Work<T, RuntimeException> work) {
        return database.read(work);
    }

    /** The wall's instant. */
    public Instant now() {
        return time.now();
    }

    /**
     * Looks at the VMs that have changed since the last time, and at grants whose time is over or whose cluster is there
     * no more.
     *
     * @param recorded records the grants that ended
     */
    public void catchUp(Last<List<Grant>> recorded) {
        List<Grant> over = database.read(this::over);
        if (!over.isEmpty()) {
            change(this::end, recorded);
        }
        lookAtChanged();
    }

    private List<Grant> end(Connection tx, Consequences follow) throws SQLException {
        List<Grant> over = over(tx);
        for (Grant grant : over) {
            Grants.delete(tx, grant, follow);
        }
        return over;
    }

    private List<Grant> over(Connection tx) throws SQLException {
        return RightsTables.grants(
                tx,
                " WHERE until <= ? OR (scope = 'cluster' AND scope_id NOT IN (SELECT id FROM cluster))",
                time.now().toEpochMilli());
    }

    private void lookAtChanged() {
        record Seen(long upTo, boolean differs, boolean anything) {}
        Seen seen = database.read(tx -> {
            long upTo = writer.revision(tx);
            long done = progress(tx);
            return done == upTo
                    ? new Seen(upTo, false, false)
                    : new Seen(upTo, !changed(tx, done, upTo).isEmpty(), true);
        });
        if (seen.differs()) {
            // Decided anew under the lock: a grant may have come or gone meanwhile.
            change((tx, follow) -> {
                long now = writer.revision(tx);
                reach.write(tx, changed(tx, progress(tx), now), now);
                return progressed(tx, now);
            });
        } else if (seen.anything()) {
            database.call(tx -> progressed(tx, seen.upTo()));
        }
    }

    private List<VmAccess.Entry> changed(Connection tx, long after, long upTo) throws SQLException {
        Claims claims = RightsTables.claims(tx, time.now());
        return claims.isOfAllOnly() ? List.of() : reach.differences(tx, claims, Reach.Among.changed(after, upTo));
    }

    private static long progress(Connection tx) throws SQLException {
        try (var select = tx.prepareStatement("SELECT revision FROM access_progress WHERE id = 1");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean progressed(Connection tx, long revision) throws SQLException {
        try (var update =
                tx.prepareStatement("UPDATE access_progress SET revision = ? WHERE id = 1 AND revision < ?")) {
            update.setLong(1, revision);
            update.setLong(2, revision);
            return update.executeUpdate() == 1;
        }
    }
}
