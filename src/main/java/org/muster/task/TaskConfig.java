package org.muster.task;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How patiently actions are carried out. All keys begin with {@code muster.task.} and give whole seconds.
 *
 * @param callDeadline {@code call-deadline}: for one call to the hypervisor, 30
 * @param confirmDeadline {@code confirm-deadline}: until the VM is seen as asked, 30
 * @param shutdownDeadline {@code shutdown-deadline}: until a guest that was asked to shut down is down, 120
 * @param followDeadline {@code follow-deadline}: until what a source carries out by itself is over, 600
 * @param threads {@code threads}: actions carried out at once, 8
 */
public record TaskConfig(
        Duration callDeadline,
        Duration confirmDeadline,
        Duration shutdownDeadline,
        Duration followDeadline,
        int threads) {

    /** What holds where nothing is configured. */
    public static final TaskConfig DEFAULT = new TaskConfig(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(600), 8);

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException naming the key, if a value is out of its range
     */
    public static TaskConfig of(Config config) {
        return new TaskConfig(
                Duration.ofSeconds(whole(config, "call-deadline", DEFAULT.callDeadline.toSeconds(), 3_600)),
                Duration.ofSeconds(whole(config, "confirm-deadline", DEFAULT.confirmDeadline.toSeconds(), 3_600)),
                Duration.ofSeconds(whole(config, "shutdown-deadline", DEFAULT.shutdownDeadline.toSeconds(), 86_400)),
                Duration.ofSeconds(whole(config, "follow-deadline", DEFAULT.followDeadline.toSeconds(), 86_400)),
                (int) whole(config, "threads", DEFAULT.threads, 100));
    }

    private static long whole(Config config, String key, long otherwise, long most) {
        long value = config.getOptionalValue("muster.task." + key, Long.class).orElse(otherwise);
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "muster.task." + key + " is " + value + "; it must be from 1 to " + most + ".");
        }
        return value;
    }
}
