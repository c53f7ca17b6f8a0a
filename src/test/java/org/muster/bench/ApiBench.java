package org.muster.bench;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The first page of 10,000 VMs while full passes run, beside a constant answer with the same authentication from the
 * same server: at 100 requests a second from 50 clients, and as fast as it goes.
 */
class ApiBench {

    private static final Map<String, String> FLEET =
            Map.of("MUSTER_DEMO", "on", "MUSTER_DEMO_VMS", "10000", "MUSTER_DEMO_HOSTS", "10");

    private final BenchReport report = new BenchReport("api");

    @Test
    void firstPageBesideAConstantAnswer() throws Exception {
        try (BenchServer server = BenchServer.start(BenchWars.withConstantAnswer(), "/health/ready", FLEET)) {
            FullPasses passes = new FullPasses(server);
            passes.first("demo");
            int count = new PageLoad(server).measure(number -> passes.trigger("demo"), this::row, 2, 0);
            report.row("way", "full passes meanwhile", "answers", count);
            report.row("way", "RSS after it, MiB", "answers", server.rssMib());
        } finally {
            report.publish();
        }
    }

    private void row(int round, String way, int rate, Hey.Load load) {
        report.row(
                "way",
                way,
                "round",
                round,
                "rate",
                rate == 0 ? "full" : "100/s",
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
