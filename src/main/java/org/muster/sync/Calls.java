package org.muster.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/** How many calls a source was asked, and how many a minute lately. */
final class Calls {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private record Reading(long at, long total) {}

    private final LongAdder total = new LongAdder();
    private final Deque<Reading> readings = new ArrayDeque<>();

    void add(long calls) {
        total.add(calls);
    }

    /** Calls a minute since a reading about five minutes ago; within the first minute, calls so far. */
    synchronized double aMinute(long nanoTime) {
        long now = total.sum();
        if (readings.isEmpty()) {
            readings.add(new Reading(nanoTime, 0));
        }
        readings.add(new Reading(nanoTime, now));
        readings.removeIf(old -> old != readings.peekLast() && isOld(old, nanoTime));
        Reading first = readings.element();
        double minutes = Math.max(1.0, (nanoTime - first.at()) / 60e9);
        return (now - first.total()) / minutes;
    }

    private static boolean isOld(Reading reading, long nanoTime) {
        return nanoTime - reading.at() > WINDOW.toNanos();
    }
}
