package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.muster.platform.Database;

/** The audit trail: who did or tried what, from where, and what came of it. Rows are only ever added. */
@Singleton
public class Audit {

    private static final System.Logger LOG = System.getLogger(Audit.class.getName());

    private final Database database;

    @Inject
    public Audit(Database database) {
        this.database = database;
    }

    /**
     * Records something that a caller did or was refused; committed when this returns. Texts may come from anywhere:
     * they are made {@link PlainLine}s.
     *
     * @param action such as {@code vm.start}, at most 64 characters
     * @param target what it was done to, such as {@code vm:17}
     * @param ok false if it was refused or failed
     * @param detail never a secret
     * @throws org.muster.platform.DatabaseException if it can't be recorded: the action must not go on then
     */
    public void record(Caller caller, String action, String target, boolean ok, String detail) {
        record(caller.name(), caller.sourceIp(), action, target, ok, detail);
    }

    /** Records something of a caller who is not known. */
    void record(String actor, String source, String action, String target, boolean ok, String detail) {
        String[] line = {
            PlainLine.of(actor, 64),
            PlainLine.of(action, 64),
            PlainLine.of(target, 255),
            PlainLine.of(source, 45),
            ok ? "ok" : "refused",
            PlainLine.of(detail, 1000)
        };
        database.call(tx -> insert(tx, line));
        LOG.log(System.Logger.Level.DEBUG, () -> String.join(" | ", line));
    }

    private static boolean insert(Connection tx, String... line) throws SQLException {
        try (var insert = tx.prepareStatement("INSERT INTO audit (id, at, actor, action, target, source_ip, outcome,"
                + " detail) VALUES (NEXT VALUE FOR audit_seq, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, System.currentTimeMillis());
            for (int i = 0; i < line.length; i++) {
                insert.setString(i + 2, line[i]);
            }
            return insert.executeUpdate() == 1;
        }
    }
}
