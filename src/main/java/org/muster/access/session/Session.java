package org.muster.access.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A login that is not over.
 *
 * @param account whose it is
 * @param proof what the account's password was at the login, as {@link Proof} has it: with another it is over
 * @param lastSeen to within a minute
 * @param idle it is over after so long without a request
 * @param ends it is over then in any case
 * @param source the address that it began from
 * @param agent what the program called itself then, or empty
 */
public record Session(
        long id,
        long account,
        Kind kind,
        String proof,
        Instant begun,
        Instant lastSeen,
        Duration idle,
        Instant ends,
        String source,
        String agent) {

    /** What a login is for. */
    public enum Kind {
        /** A browser on the pages. */
        PAGE,
        /** A program with access tokens. */
        TOKEN;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nobody gets in by it any more. */
    boolean isOver(Instant now) {
        return !ends.isAfter(now) || !lastSeen.plus(idle).isAfter(now);
    }

    Session seen(Instant now) {
        return new Session(id, account, kind, proof, begun, now, idle, ends, source, agent);
    }
}
