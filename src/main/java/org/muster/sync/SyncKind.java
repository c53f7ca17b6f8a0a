package org.muster.sync;

import java.util.Locale;

/** How much a pass observes. */
public enum SyncKind {
    /** Everything. */
    FULL,
    /** Status and figures. */
    QUICK;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
