package org.muster.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Reads again and again while something is written. */
final class Readers<T> {

    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final CompletableFuture<List<T>> seen;

    Readers(Supplier<T> read) {
        seen = CompletableFuture.supplyAsync(() -> {
            List<T> all = new ArrayList<>();
            while (reading.get()) {
                all.add(read.get());
            }
            return all;
        });
    }

    /** All that was read; nothing more is. */
    List<T> saw() {
        reading.set(false);
        return seen.join();
    }
}
