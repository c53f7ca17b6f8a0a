package org.muster.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of one pass over a cluster.
 *
 * @param cause timer, trigger, live or task
 * @param state running, completed or failed
 * @param seen VMs in the observations
 * @param calls requests to the hypervisors
 */
public record SyncRun(
        long id,
        long clusterId,
        SyncKind kind,
        String cause,
        String state,
        Instant started,
        long durationMs,
        int seen,
        int added,
        int changed,
        int gone,
        int errors,
        int calls,
        @Nullable String error) {}
