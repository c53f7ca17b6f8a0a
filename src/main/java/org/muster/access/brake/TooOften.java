package org.muster.access.brake;

import java.time.Duration;
import org.muster.platform.Refused;

/** Somebody comes too often: the answer is 429 with {@code Retry-After}. */
public final class TooOften extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    private final Duration delay;

    /** @param delay after which it may be tried again */
    public TooOften(Duration delay) {
        super("Too many attempts. Try again when Retry-After has passed.", null, false, false);
        this.delay = delay;
    }

    /** In whole seconds for {@code Retry-After}, at least 1. */
    public long retryAfter() {
        return Math.max(1, delay.plusMillis(999).toSeconds());
    }
}
