package org.muster.inventory;

import java.util.Set;

/**
 * Whose eyes a query looks through.
 *
 * @param all sees every VM
 * @param subjects {@code user:<id>}, {@code group:<id>}: sees what is granted to one of them
 */
public record Viewer(boolean all, Set<String> subjects) {

    /** Sees everything: administrators, and Muster itself. */
    public static final Viewer ALL = new Viewer(true, Set.of());

    public Viewer {
        subjects = Set.copyOf(subjects);
    }
}
