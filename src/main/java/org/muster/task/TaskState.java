package org.muster.task;

import java.util.Locale;

/** Where a task stands. */
public enum TaskState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that word; {@link IllegalArgumentException} for any other. */
    public static TaskState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing more will happen. */
    public boolean isEnded() {
        return this != QUEUED && this != RUNNING;
    }
}
