package org.muster.access.audit;

import org.muster.platform.Database;

/** The chain of a test's database, always under the same key. */
public final class TestChain {

    private TestChain() {}

    public static AuditChain of(Database database) {
        return new AuditChain(database, new AuditSeal(new byte[32]));
    }
}
