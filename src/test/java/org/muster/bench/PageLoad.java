package org.muster.bench;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The first page of the VMs beside a constant answer with the same authentication from the same server: 50 clients ask
 * for both in turn while the server observes.
 */
final class PageLoad {

    /** What the server does meanwhile. */
    interface Observing {
        void pass(int number) throws Exception;
    }

    /** What becomes of a measurement. */
    interface Row {
        void add(int round, String way, int rate, Hey.Load load);
    }

    private static final int CLIENTS = 50;
    private static final int SECONDS = 8;
    private static final int ROUNDS = 3;

    private final Map<String, URI> ways = new LinkedHashMap<>();

    PageLoad(BenchServer server) {
        ways.put("constant", server.uri("/api/bench/constant"));
        ways.put("/api/vms?size=50", server.uri("/api/vms?size=50"));
    }

    /**
     * How many passes there were meanwhile.
     *
     * @param rates requests a second of each client, one after the other in each round; 0: as fast as it goes
     */
    int measure(Observing observing, Row row, int... rates) throws Exception {
        for (URI way : ways.values()) {
            Hey.run(way, SECONDS, CLIENTS, 0); // warm
        }
        AtomicBoolean measuring = new AtomicBoolean(true);
        CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> observe(observing, measuring));
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                for (int rate : rates) {
                    for (var way : ways.entrySet()) {
                        row.add(round, way.getKey(), rate, Hey.run(way.getValue(), SECONDS, CLIENTS, rate));
                    }
                }
            }
        } finally {
            measuring.set(false);
        }
        return meanwhile.get();
    }

    private static int observe(Observing observing, AtomicBoolean measuring) {
        int count = 0;
        try {
            while (measuring.get()) {
                observing.pass(count++);
            }
            return count;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
