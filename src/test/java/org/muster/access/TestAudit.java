package org.muster.access;

import org.muster.access.audit.TestChain;
import org.muster.platform.Database;

/** The audit trail of a test's database. */
public final class TestAudit {

    private TestAudit() {}

    public static Audit of(Database database) {
        return new Audit(TestChain.of(database));
    }
}
