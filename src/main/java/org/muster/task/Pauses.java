package org.muster.task;

import java.time.Duration;

/** How long to wait before it is looked again: twice as long each time, up to a longest. */
record Pauses(Duration next, Duration longest) {

    Pauses longer() {
        Duration twice = next.multipliedBy(2);
        return new Pauses(twice.compareTo(longest) < 0 ? twice : longest, longest);
    }
}
