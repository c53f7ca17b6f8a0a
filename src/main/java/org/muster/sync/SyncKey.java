package org.muster.sync;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** One value of {@link SyncConfig}: its key, what holds where nothing is configured, its bounds. */
public enum SyncKey {
    FULL_INTERVAL(300, 5, 86_400),
    QUICK_INTERVAL(30, 5, 86_400),
    QUICK_INTERVAL_MOST(60, 5, 86_400),
    FIRST_DELAY(3, 1, 3_600),
    FULL_DEADLINE(60, 1, 3_600),
    QUICK_DEADLINE(10, 1, 3_600),
    OPEN_DEADLINE(10, 1, 3_600),
    THREADS(32, 1, 1_000),
    BACKOFF_FIRST(5, 1, 3_600),
    BACKOFF_MOST(300, 1, 86_400),
    MISSING_GRACE(600, 0, 30 * 86_400),
    PORT_CHECKS(1, 0, 1),
    PORT_DEADLINE(5, 1, 600),
    GUEST_INTERVAL(300, 5, 86_400),
    GUEST_DEADLINE(5, 1, 60),
    KEEP_RUNS(604_800, 60, 365 * 86_400),
    KEEP_GONE(2_592_000, 60, 3_650L * 86_400);

    private static final String PREFIX = "muster.sync.";

    private final long standard;
    private final long least;
    private final long most;

    SyncKey(long standard, long least, long most) {
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** In JSON and in the database, such as {@code full_interval}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Optional<SyncKey> of(String word) {
        return Stream.of(values()).filter(key -> key.word().equals(word)).findFirst();
    }

    /** Whether it may be changed while Muster runs. */
    public boolean isChangeable() {
        return this != THREADS && this != FIRST_DELAY;
    }

    /** Whether it is on (1) or off (0); else whole seconds, or a number of threads. */
    public boolean isSwitch() {
        return this == PORT_CHECKS;
    }

    /** What holds where nothing is configured. */
    public long standard() {
        return standard;
    }

    /** The least that is allowed. */
    public long least() {
        return least;
    }

    /** The most that is allowed. */
    public long most() {
        return most;
    }

    /** Whether that is within the bounds. */
    public boolean allows(long value) {
        return value >= least && value <= most;
    }

    /**
     * What is configured.
     *
     * @throws IllegalArgumentException naming the key, if that is out of the bounds
     */
    long configured(Config config) {
        String key = PREFIX + word().replace('_', '-');
        if (isSwitch()) {
            return config.getOptionalValue(key, Boolean.class).orElse(standard == 1) ? 1 : 0;
        }
        long value = config.getOptionalValue(key, Long.class).orElse(standard);
        if (!allows(value)) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; it must be from " + least + " to " + most + ".");
        }
        return value;
    }
}
