package org.muster.ui.sync;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.muster.sync.SyncRun;
import org.muster.ui.page.When;

/** One pass of the past in words. */
public record RunLine(
        String cluster,
        String kind,
        String cause,
        String state,
        When started,
        String duration,
        int seen,
        int added,
        int changed,
        int gone,
        int errors,
        @Nullable String error) {
    static RunLine of(SyncRun run, String cluster, Instant now) {
        return new RunLine(
                cluster,
                run.kind().word(),
                run.cause(),
                run.state(),
                When.at(run.started(), now),
                run.state().equals("running") ? "–" : length(run.durationMs()),
                run.seen(),
                run.added(),
                run.changed(),
                run.gone(),
                run.errors(),
                run.error());
    }

    static String length(long millis) {
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
