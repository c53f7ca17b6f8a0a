package org.muster.sync;

import java.time.Duration;
import org.muster.platform.Time;

/** Asks those that wait longer after a failure, as cheaply as can be, whether they answer again. */
final class Probes {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Sources sources;
    private final PassRunner passes;
    private final RunPool pool;
    private final Time time;

    Probes(Sources sources, PassRunner passes, RunPool pool, Time time) {
        this.sources = sources;
        this.passes = passes;
        this.pool = pool;
        this.time = time;
    }

    /** Asks those whose turn it is; one that answers is observed at once. */
    void begin() {
        for (Source source : sources.held()) {
            if (source.failures().isDueForProbe(INTERVAL, time.nanos()) && source.begin(SyncKind.QUICK)) {
                pool.inTurn(source, () -> probe(source), () -> pool.next(source));
            }
        }
    }

    private void probe(Source source) {
        boolean answers = passes.answers(source);
        source.failures().tried(time.nanos());
        if (answers) {
            source.failures().answers(time.nanos());
        }
        if (!pool.next(source) && answers) {
            pool.observe(source, "retry");
        }
    }
}
