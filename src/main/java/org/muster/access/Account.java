package org.muster.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in, or a service that comes with a token.
 *
 * @param passwordHash as {@link Passwords} writes it, empty if there is none; never shown: {@link #toString} leaves it out
 * @param email for people to read, or empty
 * @param expires from when on it is let in no more, null if it always is
 * @param mustChange whether nothing else is allowed before the password is changed
 */
public record Account(
        long id,
        String name,
        String passwordHash,
        Kind kind,
        String email,
        boolean enabled,
        @Nullable Instant expires,
        boolean mustChange,
        Instant since) {

    /** What an account is. */
    public enum Kind {
        /** Somebody with a password. */
        PERSON,
        /** A program with tokens; it has no password. */
        SERVICE;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether it is let in at that instant. */
    boolean isLetIn(Instant now) {
        return enabled && (expires == null || expires.isAfter(now));
    }

    @Override
    public String toString() {
        return "Account[" + id + ", " + name + ", " + kind + "]";
    }
}
