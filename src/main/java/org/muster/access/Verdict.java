package org.muster.access;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a name and a password.
 *
 * @param account whose they are, null if nobody's or if they were not looked at
 * @param delay zero if they were looked at, else when to try again
 * @param unavailable whether the directory would have to be asked, and does not answer
 */
record Verdict(@Nullable Account account, Duration delay, boolean unavailable) {

    static final Verdict REFUSED = new Verdict(null, Duration.ZERO, false);

    static final Verdict UNAVAILABLE = new Verdict(null, Duration.ZERO, true);

    static Verdict accepted(Account account) {
        return new Verdict(account, Duration.ZERO, false);
    }

    static Verdict later(Duration delay) {
        return new Verdict(null, delay, false);
    }

    boolean isLater() {
        return !delay.isZero();
    }

    Optional<Account> who() {
        return Optional.ofNullable(account);
    }

    /** {@link #delay} in whole seconds for {@code Retry-After}, at least 1. */
    long retryAfter() {
        return Math.max(1, delay.plusMillis(999).toSeconds());
    }
}
