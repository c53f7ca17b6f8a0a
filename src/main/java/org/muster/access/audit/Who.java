package org.muster.access.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whose doing something is.
 *
 * @param id the account's; null if it is not known
 * @param name as it was given; may be anybody's word
 * @param source where the request came from
 */
public record Who(@Nullable Long id, String name, String source) {

    /** Muster itself. */
    static final Who MUSTER = new Who(null, "muster", "");
}
