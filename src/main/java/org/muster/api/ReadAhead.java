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
import org.muster.inventory.Inventory;
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

    private final Inventory inventory;
    private final ThreadPoolExecutor pool;

    @Inject
    ReadAhead(Inventory inventory, Threads threads) {
        this.inventory = inventory;
        this.pool = threads.pool("muster-read-ahead", THREADS, 1);
    }

    /** Where the rows of a step go. */
    interface Writer {
        void write(List<Vm> rows) throws IOException;
    }

    /**
     * Hands over the rows of these ids in their order.
     *
     * @throws IOException if they can't be written
     * @throws org.muster.platform.DatabaseException if they can't be read
     */
    void each(List<Long> ids, Writer writer) throws IOException {
        FutureTask<List<Vm>> coming = reading(ids, 0);
        for (int from = STEP; from - STEP < ids.size(); from += STEP) {
            List<Vm> rows = rows(coming);
            coming = reading(ids, from);
            if (from < ids.size()) {
                begin(coming);
            }
            writer.write(rows);
        }
    }

    private FutureTask<List<Vm>> reading(List<Long> ids, int from) {
        List<Long> step = ids.subList(Math.min(from, ids.size()), Math.min(from + STEP, ids.size()));
        return new FutureTask<>(() -> inventory.rows(step));
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
