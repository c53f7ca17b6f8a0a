package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;

/** The history of runs. */
@Singleton
public class SyncRuns {

    private final Database database;

    @Inject
    public SyncRuns(Database database) {
        this.database = database;
    }

    /** The latest runs first, at most {@code limit}. */
    public List<SyncRun> latest(@Nullable Long cluster, int limit) {
        throw new IllegalStateException();
    }

    /** One run. */
    public Optional<SyncRun> find(long id) {
        throw new IllegalStateException();
    }
}
