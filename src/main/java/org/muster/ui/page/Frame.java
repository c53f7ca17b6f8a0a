package org.muster.ui.page;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param title of the page, also its first heading
 * @param section the navigation's entry that is the current one, empty if none is
 * @param user the caller's name, null if nobody has logged in
 * @param csrf the session's token, empty without a user
 * @param clusters whether the caller may see clusters and how they are observed
 * @param audit whether the caller may read the audit trail
 * @param people whether the caller administers users
 */
public record Frame(
        String title,
        String section,
        @Nullable String user,
        String csrf,
        boolean clusters,
        boolean audit,
        boolean people) {

    /** The frame for somebody who does not administer users. */
    public Frame(String title, String section, @Nullable String user, String csrf, boolean clusters, boolean audit) {
        this(title, section, user, csrf, clusters, audit, false);
    }

    /** The frame for somebody whom we don't know. */
    public static Frame anonymous(String title) {
        return new Frame(title, "", null, "", false, false);
    }
}
