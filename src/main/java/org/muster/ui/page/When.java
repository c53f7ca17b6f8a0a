package org.muster.ui.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An instant in words.
 *
 * @param relative as seen from now: {@code 5 min ago}, {@code in 20 s}
 * @param absolute date and time, UTC
 * @param machine ISO-8601
 */
public record When(String relative, String absolute, String machine) {
    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The instant as seen from {@code now}; null stays null. */
    public static @Nullable When of(@Nullable Instant instant, Instant now) {
        return instant == null ? null : at(instant, now);
    }

    /** The instant as seen from {@code now}. */
    public static When at(Instant instant, Instant now) {
        Duration age = Duration.between(instant, now);
        String relative;
        if (age.abs().toSeconds() < 1) {
            relative = "now";
        } else if (age.isNegative()) {
            relative = "in " + words(age.negated());
        } else {
            relative = words(age) + " ago";
        }
        return new When(
                relative,
                ABSOLUTE.format(instant),
                instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A length of time, coarse: seconds up to two minutes, minutes up to two hours, hours up to two days, days. */
    public static String words(Duration length) {
        if (length.toSeconds() < 120) {
            return length.toSeconds() + " s";
        }
        if (length.toMinutes() < 120) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " days";
    }
}
