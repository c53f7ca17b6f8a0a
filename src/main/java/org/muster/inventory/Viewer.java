package org.muster.inventory;

import java.util.Set;

/**
 * Whose eyes a query looks through.
 *
 * @param all sees every VM
 * @param subjects {@code user:<id>}, {@code group:<id>}: sees what is granted to one of them
 * @param account whose subjects these are, so that it can be told which were others before; 0 if nobody's
 */
public record Viewer(boolean all, Set<String> subjects, long account) {

    /** Sees everything: Muster itself. */
    public static final Viewer ALL = new Viewer(true, Set.of());

    public Viewer {
        subjects = Set.copyOf(subjects);
    }

    /** Of nobody in particular. */
    public Viewer(boolean all, Set<String> subjects) {
        this(all, subjects, 0);
    }
}
