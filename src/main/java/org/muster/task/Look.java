package org.muster.task;

import org.jspecify.annotations.Nullable;

/**
 * How it is looked whether a VM is as asked.
 *
 * @param until by the monotonic clock
 * @param doubt what to say if the VM is not as asked, because nobody knows what became of the order
 * @param once whether the first sight of the VM decides
 * @param lastly what is done then to a VM that is seen, and is not as asked; null: the task ends
 */
record Look(Pauses pauses, long until, @Nullable String doubt, boolean once, Turn.@Nullable Step lastly) {

    /** The first sight decides. */
    Look atOnce() {
        return new Look(pauses, until, doubt, true, lastly);
    }

    /** After a pause. */
    Look later() {
        return new Look(pauses.longer(), until, doubt, once, lastly);
    }
}
