package org.muster.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * What time it is, by two clocks.
 *
 * @param wall what people read; it may jump, so nothing is measured by it
 * @param monotonic nanoseconds that only go forward, as {@link System#nanoTime}
 */
public record Time(InstantSource wall, LongSupplier monotonic) {

    /** This machine's. */
    public static final Time SYSTEM = new Time(Clock.systemUTC(), System::nanoTime);

    /** The wall's instant in whole milliseconds, as the database keeps it. */
    public Instant now() {
        return wall.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nanoseconds since no particular moment. */
    public long nanos() {
        return monotonic.getAsLong();
    }

    /** How long ago {@link #nanos()} was that. */
    public Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
