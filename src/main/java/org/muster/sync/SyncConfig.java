package org.muster.sync;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How often and how patiently Muster observes. All keys begin with {@code muster.sync.} and give whole seconds unless
 * they say otherwise.
 *
 * @param fullInterval {@code full-interval}, 300
 * @param quickInterval {@code quick-interval}, 30
 * @param firstDelay {@code first-delay}: the first full pass after start, 3
 * @param fullDeadline {@code full-deadline}, 60
 * @param quickDeadline {@code quick-deadline}: for the statuses and again for the figures, 10
 * @param openDeadline {@code open-deadline}, 10
 * @param threads {@code threads}: connections observed at once, 32
 * @param backOff {@code backoff-first} 5, {@code backoff-most} 300
 * @param missing {@code missing-grace} 600; counts and shares as in {@link MissingPolicy#DEFAULT}
 * @param portChecks {@code port-checks}: whether full passes try RDP and SSH, true
 * @param portDeadline {@code port-deadline}: for all port checks of one pass together, 5
 * @param keepRuns {@code keep-runs}: how long runs are kept, 604800 (7 days)
 * @param keepGone {@code keep-gone}: how long gone VMs are kept, 2592000 (30 days)
 */
public record SyncConfig(
        Duration fullInterval,
        Duration quickInterval,
        Duration firstDelay,
        Duration fullDeadline,
        Duration quickDeadline,
        Duration openDeadline,
        int threads,
        BackOff backOff,
        MissingPolicy missing,
        boolean portChecks,
        Duration portDeadline,
        Duration keepRuns,
        Duration keepGone) {

    private static final String PREFIX = "muster.sync.";

    /** What holds where nothing is configured. */
    public static final SyncConfig DEFAULT = new SyncConfig(
            Duration.ofSeconds(300),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            32,
            new BackOff(Duration.ofSeconds(5), Duration.ofSeconds(300)),
            MissingPolicy.DEFAULT,
            true,
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException naming the key, if a value is out of its range
     */
    public static SyncConfig of(Config config) {
        MissingPolicy missing = new MissingPolicy(
                seconds(config, "missing-grace", DEFAULT.missing.grace(), 0, 30 * 86_400),
                DEFAULT.missing.passes(),
                DEFAULT.missing.freeCount(),
                DEFAULT.missing.freeShare());
        return new SyncConfig(
                seconds(config, "full-interval", DEFAULT.fullInterval, 5, 86_400),
                seconds(config, "quick-interval", DEFAULT.quickInterval, 5, 86_400),
                seconds(config, "first-delay", DEFAULT.firstDelay, 1, 3_600),
                seconds(config, "full-deadline", DEFAULT.fullDeadline, 1, 3_600),
                seconds(config, "quick-deadline", DEFAULT.quickDeadline, 1, 3_600),
                seconds(config, "open-deadline", DEFAULT.openDeadline, 1, 3_600),
                (int) whole(config, "threads", DEFAULT.threads, 1, 1_000),
                new BackOff(
                        seconds(config, "backoff-first", DEFAULT.backOff.first(), 1, 3_600),
                        seconds(config, "backoff-most", DEFAULT.backOff.most(), 1, 86_400)),
                missing,
                config.getOptionalValue(PREFIX + "port-checks", Boolean.class).orElse(DEFAULT.portChecks),
                seconds(config, "port-deadline", DEFAULT.portDeadline, 1, 600),
                seconds(config, "keep-runs", DEFAULT.keepRuns, 60, 365 * 86_400),
                seconds(config, "keep-gone", DEFAULT.keepGone, 60, 3_650 * 86_400));
    }

    private static Duration seconds(Config config, String key, Duration otherwise, long least, long most) {
        return Duration.ofSeconds(whole(config, key, otherwise.toSeconds(), least, most));
    }

    private static long whole(Config config, String key, long otherwise, long least, long most) {
        long value = config.getOptionalValue(PREFIX + key, Long.class).orElse(otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PREFIX + key + " is " + value + "; it must be from " + least + " to " + most + ".");
        }
        return value;
    }
}
