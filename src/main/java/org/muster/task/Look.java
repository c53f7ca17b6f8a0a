package org.muster.task;

import org.jspecify.annotations.Nullable;

/**
 * How it is looked whether a VM is as asked.
 *
 * @param until by the monotonic clock
 * @param doubt what to say if the VM is not as asked, because nobody knows what became of the order
 * @param once whether the first sight of the VM decides
 */
record Look(Pauses pauses, long until, @Nullable String doubt, boolean once) {

    /** The first sight decides. */
    Look atOnce() {
        return new Look(pauses, until, doubt, true);
    }

    /** After a pause. */
    Look later() {
        return new Look(pauses.longer(), until, doubt, once);
    }
}
