package org.muster.access.outside;

import java.util.Locale;

/** Who vouches for people. */
public enum Source {
    /** A directory, by LDAP. */
    LDAP,
    /** An OpenID provider. */
    OIDC;

    /** The word in the database and in the audit trail. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
