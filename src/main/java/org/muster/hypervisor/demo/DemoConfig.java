package org.muster.hypervisor.demo;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/**
 * Whether there is a demo fleet, and which: {@code muster.demo} auto, on or off; {@code muster.demo.hosts},
 * {@code muster.demo.vms}, {@code muster.demo.seed}. For load rigs {@code muster.demo.latency}, up to so many milliseconds a
 * host is late, {@code muster.demo.hanging}, percent of the hosts that ail, {@code muster.demo.faults}, how (words of
 * {@link DemoFault} with commas, hang), and {@code muster.demo.fault-period}, after how many seconds it is others' turn
 * (never).
 */
@Singleton
public class DemoConfig {

    private static final String MODE = "muster.demo";
    private static final String HOSTS = "muster.demo.hosts";
    private static final String VMS = "muster.demo.vms";
    private static final String SEED = "muster.demo.seed";
    private static final String LATENCY = "muster.demo.latency";
    private static final String HANGING = "muster.demo.hanging";
    private static final String FAULTS = "muster.demo.faults";
    private static final String PERIOD = "muster.demo.fault-period";
    private static final int NEVER = 3650 * 86_400;

    private final String mode;
    private final DemoFleetSize fleet;
    private final DemoPlan plan;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException that names the setting that is wrong
     */
    @Inject
    public DemoConfig(Config config) {
        mode = value(config, MODE, "auto").toLowerCase(Locale.ROOT);
        if (!List.of("auto", "on", "off").contains(mode)) {
            throw new IllegalArgumentException(MODE + " is auto, on or off, not '" + mode + "'");
        }
        fleet = new DemoFleetSize(number(config, SEED, "1"), number(config, HOSTS, "6"), number(config, VMS, "120"));
        plan = new DemoPlan(
                fleet.seed(),
                within(config, HANGING, "0", 100) / 100.0,
                faults(config),
                Duration.ofSeconds(Math.max(1, within(config, PERIOD, String.valueOf(NEVER), NEVER))),
                Duration.ofMillis(within(config, LATENCY, "0", 60_000)));
    }

    /** How its hosts do. */
    DemoPlan plan() {
        return plan;
    }

    private static List<DemoFault> faults(Config config) {
        String words = value(config, FAULTS, "hang").toUpperCase(Locale.ROOT);
        try {
            return Arrays.stream(words.split("\\s*,\\s*"))
                    .map(DemoFault::valueOf)
                    .toList();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(FAULTS + " has a word that is no fault: " + words, unknown);
        }
    }

    private static int within(Config config, String key, String otherwise, int most) {
        int value = number(config, key, otherwise);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(key + " is 0 to " + most + ", not " + value);
        }
        return value;
    }

    /** The addresses of the fleet's hosts; empty if it is off. */
    public List<String> addresses() {
        return mode.equals("off") ? List.of() : DemoAddress.all(fleet);
    }

    /** Whether the fleet is there only until an administrator adds a cluster. */
    public boolean givesWay() {
        return mode.equals("auto");
    }

    private static int number(Config config, String key, String otherwise) {
        String text = value(config, key, otherwise);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(key + " is a whole number, not '" + text + "'", notANumber);
        }
    }

    private static String value(Config config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise).strip();
    }
}
