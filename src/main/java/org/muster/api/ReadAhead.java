package org.muster.api;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.inventory.Vm;
import org.muster.platform.Threads;

/**
 * Reads many rows in steps, each while the one before it is being written. No transaction is open while something is
 * written, and a reader that is slow holds no thread but its own.
 */
@Singleton
public class ReadAhead {

    /** H2 compares each row with every id that was asked for. */
    static final int STEP = 100;

    private static final int THREADS = 2;

    private final VisibleVms vms;
    private final ThreadPoolExecutor pool;

    @Inject
    ReadAhead(VisibleVms vms, Threads threads) {
        this.vms = vms;
        this.pool = threads.pool("muster-read-ahead", THREADS, 1);
    }

    /** Where the rows of a step go. */
    interface Writer {
        void write(List<Vm> rows) throws IOException;
    }

    /**
     * Hands over the rows of these ids in their order, as far as the caller sees them.
     *
     * @throws IOException if they can't be written
     * @throws org.muster.platform.DatabaseException if they can't be read
     */
    void each(List<Long> ids, Caller caller, Writer writer) throws IOException {
        FutureTask<List<Vm>> coming = reading(ids, caller, 0);
        for (int from = STEP; from - STEP < ids.size(); from += STEP) {
            List<Vm> rows = rows(coming);
            coming = reading(ids, caller, from);
            if (from < ids.size()) {
                begin(coming);
            }
            writer.write(rows);
        }
    }

    private FutureTask<List<Vm>> reading(List<Long> ids, Caller caller, int from) {
        List<Long> step = ids.subList(Math.min(from, ids.size()), Math.min(from + STEP, ids.size()));
        return new FutureTask<>(() -> vms.rows(step, caller));
    }

    private void begin(FutureTask<List<Vm>> reading) {
        try {
            pool.execute(reading);
        } catch (RejectedExecutionException e) {
            // All are busy: whoever needs it reads it.
        }
    }

    private static List<Vm> rows(FutureTask<List<Vm>> reading) throws IOException {
        reading.run(); // does nothing if another thread has begun it
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Reading was interrupted.");
        }
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
