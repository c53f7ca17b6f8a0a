package org.muster.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Runs of other nodes that somebody waits for: the database is asked for all at once, and only while there are any. */
final class AwaitedRuns {

    /** @param completed how the run ended */
    record Waiter(long run, CompletableFuture<Boolean> completed) {}

    private final SyncRuns runs;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    AwaitedRuns(SyncRuns runs) {
        this.runs = runs;
    }

    /** Begins to wait for runs; whoever does must {@link #forget} it afterwards. */
    List<Waiter> await(Collection<Long> wanted) {
        List<Waiter> added = wanted.stream()
                .map(run -> new Waiter(run, new CompletableFuture<>()))
                .toList();
        waiters.addAll(added);
        return added;
    }

    void forget(List<Waiter> over) {
        over.forEach(waiters::remove);
    }

    /** Tells those whose run has ended; to be called some times a second. */
    void look() {
        Set<Long> wanted = waiters.stream().map(Waiter::run).collect(Collectors.toSet());
        if (!wanted.isEmpty()) {
            Map<Long, Boolean> ended = runs.ended(wanted);
            waiters.forEach(waiter -> {
                Boolean completed = ended.get(waiter.run());
                if (completed != null) {
                    waiter.completed().complete(completed);
                }
            });
        }
    }
}
