package org.muster.bench;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * The first page of 10,000 VMs while full passes run, beside a constant answer with the same authentication from the
 * same server: at 100 requests a second from 50 clients, and as fast as it goes.
 */
class ApiBench {

    private static final int CLIENTS = 50;
    private static final int SECONDS = 8;
    private static final int ROUNDS = 3;
    private static final Map<String, String> FLEET =
            Map.of("MUSTER_DEMO", "on", "MUSTER_DEMO_VMS", "10000", "MUSTER_DEMO_HOSTS", "10");

    private final BenchReport report = new BenchReport("api");

    @Test
    void firstPageBesideAConstantAnswer() throws Exception {
        try (BenchServer server = BenchServer.start(BenchWars.withConstantAnswer(), "/health/ready", FLEET)) {
            FullPasses passes = new FullPasses(server);
            passes.first("demo");
            Map<String, URI> ways = new LinkedHashMap<>();
            ways.put("constant", server.uri("/api/bench/constant"));
            ways.put("/api/vms?size=50", server.uri("/api/vms?size=50"));
            for (URI way : ways.values()) {
                Hey.run(way, SECONDS, CLIENTS, 0); // warm
            }
            AtomicBoolean measuring = new AtomicBoolean(true);
            CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> passesWhile(passes, measuring));
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    for (var way : ways.entrySet()) {
                        row(round, way.getKey(), "100/s", Hey.run(way.getValue(), SECONDS, CLIENTS, 2));
                    }
                    for (var way : ways.entrySet()) {
                        row(round, way.getKey(), "full", Hey.run(way.getValue(), SECONDS, CLIENTS, 0));
                    }
                }
            } finally {
                measuring.set(false);
            }
            report.row("way", "full passes meanwhile", "answers", meanwhile.get());
            report.row("way", "RSS after it, MiB", "answers", server.rssMib());
        } finally {
            report.publish();
        }
    }

    private static int passesWhile(FullPasses passes, AtomicBoolean measuring) {
        int count = 0;
        try {
            while (measuring.get()) {
                passes.trigger("demo");
                count++;
            }
            return count;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void row(int round, String way, String rate, Hey.Load load) {
        report.row(
                "way",
                way,
                "round",
                round,
                "rate",
                rate,
                "p50 ms",
                load.p50Ms(),
                "p99 ms",
                load.p99Ms(),
                "a second",
                load.perSecond(),
                "answers",
                load.count(),
                "not 200",
                load.failed());
    }
}
