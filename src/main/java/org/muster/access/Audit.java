package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.muster.access.audit.AuditChain;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.access.audit.Who;

/**
 * The audit trail: who did or tried what, from where, and what came of it. What changes something takes two rows, see
 * {@link Trail}. Rows are only ever added. Texts may come from anywhere: they are made plain lines.
 */
@Singleton
public class Audit {

    private final AuditChain chain;

    @Inject
    public Audit(AuditChain chain) {
        this.chain = chain;
    }

    /**
     * Records in one row what a caller was refused before anything began, or what is over when it is recorded; committed
     * when this returns.
     *
     * @param action such as {@code vm.start}, at most 64 characters
     * @param target what it was done to, such as {@code vm:17}
     * @param ok false if it was refused
     * @param detail never a secret
     * @throws org.muster.platform.DatabaseException if it can't be recorded: the action must not go on then
     */
    public void record(Caller caller, String action, String target, boolean ok, String detail) {
        one(who(caller), action, target, ok, detail);
    }

    /** Records something of a caller who is not known. */
    void record(String actor, String source, String action, String target, boolean ok, String detail) {
        one(new Who(null, actor, source), action, target, ok, detail);
    }

    /**
     * Records that something is about to be done; committed when this returns.
     *
     * @return the row's id, by which the outcome is recorded
     * @throws org.muster.platform.DatabaseException if it can't be recorded: it must not be done then
     */
    long asked(Caller caller, String action, String target, Detail detail) {
        return chain.add(who(caller), action, target, Outcome.ASKED, null, detail);
    }

    /** The same of somebody who is not a caller yet. */
    long asked(String actor, String source, String action, String target, Detail detail) {
        return chain.add(new Who(null, actor, source), action, target, Outcome.ASKED, null, detail);
    }

    /** Records what came of it. */
    void outcome(long asked, Outcome outcome, Detail detail) {
        chain.end(asked, outcome, detail);
    }

    /**
     * Records what came of something, as the last thing that a transaction does.
     *
     * @param asked the row that asked for it
     */
    public void outcome(Connection tx, long asked, Outcome outcome, Detail detail) throws SQLException {
        chain.end(tx, asked, outcome, detail);
    }

    /** Records what Muster has done by itself, as the last thing that a transaction does. */
    void over(Connection tx, String action, String target, Detail detail) throws SQLException {
        chain.add(tx, new Who(null, "Muster", ""), action, target, Outcome.OK, detail);
    }

    private void one(Who who, String action, String target, boolean ok, String detail) {
        Outcome outcome = ok ? Outcome.OK : Outcome.REFUSED;
        chain.add(who, action, target, outcome, null, Detail.of(ok ? "what" : "why", detail));
    }

    private static Who who(Caller caller) {
        return new Who(caller.id(), caller.name(), caller.sourceIp());
    }
}
