package org.muster.bench;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What 1,000 attempts to log in a minute do to everybody else: the first page of the VMs, without them and with. */
class LoginBench {

    private static final int A_MINUTE = 1_000;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 15;
    private static final int CLIENTS = 5;
    private static final int RATE = 4;

    private final BenchReport report = new BenchReport("login");

    @Test
    void othersDuringAFloodOfLogins() throws Exception {
        try (BenchServer server = DemoServers.start(1_000, Map.of())) {
            new FullPasses(server).first("demo");
            URI page = server.uri("/api/vms?size=50");
            Hey.run(page, SECONDS, CLIENTS, RATE); // warm
            for (int round = 1; round <= ROUNDS; round++) {
                row(round, "no attempts", Hey.run(page, SECONDS, CLIENTS, RATE), Map.of());
                try (LoginFlood flood = new LoginFlood(server, A_MINUTE)) {
                    row(round, A_MINUTE + " attempts a minute", Hey.run(page, SECONDS, CLIENTS, RATE), flood.answers());
                }
            }
        } finally {
            report.publish();
        }
    }

    private void row(int round, String what, Hey.Load load, Map<String, Integer> answers) {
        report.row(
                "first page of 1,000 VMs",
                what,
                "round",
                round,
                "p50 ms",
                load.p50Ms(),
                "p99 ms",
                load.p99Ms(),
                "failed",
                load.failed(),
                "the attempts were answered",
                answers.toString());
    }
}
