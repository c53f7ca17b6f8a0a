package org.muster.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmAction;

/**
 * One action asked for by a user.
 *
 * @param wish how it is to be done
 * @param user the account's name
 * @param progress 0..100 where known
 * @param error why it failed
 */
public record Task(
        long id,
        VmAction action,
        Wish wish,
        long vm,
        String user,
        TaskState state,
        @Nullable Integer progress,
        @Nullable String error,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended) {}
