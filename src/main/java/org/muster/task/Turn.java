package org.muster.task;

import java.time.Duration;

/**
 * What is to be done next for a task, and in how long.
 *
 * @param step asks a hypervisor at most once for an action; if it throws a DatabaseException it has not, and may be run again
 */
record Turn(Duration in, Step step) {

    /** Something to do for a task; returns what comes after it. */
    interface Step {
        Turn run();
    }

    /** The task has ended, or is another node's. */
    static final Turn OVER = new Turn(Duration.ZERO, () -> Turn.OVER);

    static Turn now(Step step) {
        return new Turn(Duration.ZERO, step);
    }

    boolean isOver() {
        return this == OVER;
    }
}
