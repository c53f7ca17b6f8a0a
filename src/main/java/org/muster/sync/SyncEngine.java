package org.muster.sync;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observes connections on its own bounded threads, each at most once at a time. */
@Singleton
public class SyncEngine {

    /**
     * Starts a run over a cluster, or over all if {@code cluster} is null; joins one of that kind that is under way.
     *
     * @return the runs' ids, one a cluster; empty if there is no such cluster
     */
    public List<Long> trigger(@Nullable Long cluster, SyncKind kind, String cause) {
        throw new IllegalStateException();
    }

    /**
     * Has a cluster (all if null) observed now and waits for it, together with others who ask at the same time.
     *
     * @return whether all of it was observed within the limit
     */
    public boolean refresh(@Nullable Long cluster, Duration limit) {
        throw new IllegalStateException();
    }
}
