package org.muster.access.audit;

import java.util.Locale;

/** What a row says of an action. */
public enum Outcome {
    /** It was asked for, and is about to be done. */
    ASKED,
    /** It was done. */
    OK,
    /** It was not done: not allowed, or not possible as things stand. */
    REFUSED,
    /** It was tried and did not succeed. */
    FAILED;

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
