package org.muster.sync;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.config.Config;

/**
 * How often and how patiently Muster observes. All keys begin with {@code muster.sync.} and give whole seconds unless
 * they say otherwise.
 *
 * @param fullInterval {@code full-interval}, 300
 * @param quickInterval {@code quick-interval}, 30
 * @param quickIntervalMost {@code quick-interval-most}: of a connection where nothing happens, 60
 * @param firstDelay {@code first-delay}: the first full pass after start, 3
 * @param fullDeadline {@code full-deadline}, 60
 * @param quickDeadline {@code quick-deadline}: for the statuses and again for the figures, 10
 * @param openDeadline {@code open-deadline}, 10; opened again after it was lost: at most 5
 * @param threads {@code threads}: connections observed at once, 32
 * @param backOff {@code backoff-first} 5, {@code backoff-most} 300
 * @param missing {@code missing-grace} 600; counts and shares as in {@link MissingPolicy#DEFAULT}
 * @param portChecks {@code port-checks}: whether full passes try RDP and SSH, true
 * @param portDeadline {@code port-deadline}: for all port checks of one pass together, 5
 * @param guestInterval {@code guest-interval}: between two questions to a guest that answers, 300
 * @param guestDeadline {@code guest-deadline}: for one question to a guest, 5
 * @param keepRuns {@code keep-runs}: how long runs are kept, 604800 (7 days)
 * @param keepGone {@code keep-gone}: how long gone VMs are kept, 2592000 (30 days)
 */
public record SyncConfig(
        Duration fullInterval,
        Duration quickInterval,
        Duration quickIntervalMost,
        Duration firstDelay,
        Duration fullDeadline,
        Duration quickDeadline,
        Duration openDeadline,
        int threads,
        BackOff backOff,
        MissingPolicy missing,
        boolean portChecks,
        Duration portDeadline,
        Duration guestInterval,
        Duration guestDeadline,
        Duration keepRuns,
        Duration keepGone) {

    /** How many ticks of the quick timer a connection where nothing happens may be left out for, and one. */
    int quickTicksMost() {
        return (int) Math.max(1, quickIntervalMost.dividedBy(quickInterval));
    }

    /** What holds where nothing is configured. */
    public static final SyncConfig DEFAULT = of(SyncKey::standard);

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException naming the key, if a value is out of its range
     */
    public static SyncConfig of(Config config) {
        return of(key -> key.configured(config));
    }

    static SyncConfig of(ToLongFunction<SyncKey> value) {
        Function<SyncKey, Duration> seconds = key -> Duration.ofSeconds(value.applyAsLong(key));
        MissingPolicy missing = MissingPolicy.DEFAULT;
        return new SyncConfig(
                seconds.apply(SyncKey.FULL_INTERVAL),
                seconds.apply(SyncKey.QUICK_INTERVAL),
                seconds.apply(SyncKey.QUICK_INTERVAL_MOST),
                seconds.apply(SyncKey.FIRST_DELAY),
                seconds.apply(SyncKey.FULL_DEADLINE),
                seconds.apply(SyncKey.QUICK_DEADLINE),
                seconds.apply(SyncKey.OPEN_DEADLINE),
                (int) value.applyAsLong(SyncKey.THREADS),
                new BackOff(seconds.apply(SyncKey.BACKOFF_FIRST), seconds.apply(SyncKey.BACKOFF_MOST)),
                new MissingPolicy(
                        seconds.apply(SyncKey.MISSING_GRACE),
                        missing.passes(),
                        missing.freeCount(),
                        missing.freeShare()),
                value.applyAsLong(SyncKey.PORT_CHECKS) == 1,
                seconds.apply(SyncKey.PORT_DEADLINE),
                seconds.apply(SyncKey.GUEST_INTERVAL),
                seconds.apply(SyncKey.GUEST_DEADLINE),
                seconds.apply(SyncKey.KEEP_RUNS),
                seconds.apply(SyncKey.KEEP_GONE));
    }
}
