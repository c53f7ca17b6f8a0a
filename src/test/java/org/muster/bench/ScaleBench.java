package org.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.bench.FullPasses.Pass;

/** 2,500 hosts with 40,000 VMs of which one in a hundred changes a minute: cycles, pages, lists and ages. */
class ScaleBench {

    private static final String DEMO = "demo";
    private static final int MOST = 40_000;
    private static final int LISTED = 20_000;
    private static final int QUICK_ROUNDS = 7;
    private static final int FULL_ROUNDS = 5;
    private static final int LIST_ROUNDS = 40;
    /** A server that has just been started still compiles what it does. */
    private static final int LIST_COUNTED = 15;

    private static final int AGE_SAMPLES = 24;

    private final BenchReport report = new BenchReport("scale");

    @AfterEach
    void publish() throws Exception {
        report.publish();
    }

    @Test
    void cyclesAndPagesOf2500Hosts() throws Exception {
        try (BenchServer server = DemoServers.start(MOST, Map.of("MUSTER_DEMO_LATENCY", "20"))) {
            FullPasses passes = new FullPasses(server);
            row("H2 file", MOST, "full, all new, right after start", List.of(passes.first(DEMO)));
            cycles("H2 file", MOST, passes);
            report.row("what", "RSS, MiB", "VMs", MOST, "value", server.rssMib());
            pages(server, passes);
            report.row("what", "RSS after it, MiB", "VMs", MOST, "value", server.rssMib());
        }
        try (BenchServer server = DemoServers.start(MOST, BenchDatabases.mariaDb())) {
            FullPasses passes = new FullPasses(server);
            row("MariaDB", MOST, "full, all new, right after start", List.of(passes.first(DEMO)));
            cycles("MariaDB", MOST, passes);
            report.row("what", "RSS with MariaDB, MiB", "VMs", MOST, "value", server.rssMib());
        }
    }

    @Test
    void wholeListOf20000() throws Exception {
        try (BenchServer server = DemoServers.start(LISTED, Map.of())) {
            FullPasses passes = new FullPasses(server);
            passes.first(DEMO);
            wholeList(server, "all as NDJSON, right after start");
            report.row("what", "share of a core by itself, then", "VMs", LISTED, "value", Calm.await(server));
            wholeList(server, "all as NDJSON (limit 300 ms)");
        }
    }

    @Test
    void agesWhileEveryFifthHostHangs() throws Exception {
        // No host is asked less often than every 30 s.
        Map<String, String> hanging = Map.of(
                "MUSTER_DEMO_LATENCY", "20", "MUSTER_DEMO_HANGING", "20", "MUSTER_SYNC_QUICK_INTERVAL_MOST", "30");
        try (BenchServer server = DemoServers.start(MOST, hanging)) {
            Ages ages = new Ages(server);
            ages.awaitAllHostsThatAnswer();
            double most = 0;
            int stale = 0;
            for (int i = 0; i < AGE_SAMPLES; i++) {
                TimeUnit.SECONDS.sleep(5); // one sample after the other, over four quick intervals
                Ages.Sample now = ages.sample();
                most = Math.max(most, now.oldestSeconds());
                stale = Math.max(stale, now.stale());
                report.row(
                        "what", "oldest VM, s", "VMs", now.vms(), "value", now.oldestSeconds(), "stale", now.stale());
            }
            report.row("what", "oldest of all, s (limit 60)", "VMs", MOST, "value", most, "stale", stale);
        }
    }

    private void cycles(String database, int vms, FullPasses passes) throws Exception {
        List<Pass> quick = new ArrayList<>();
        for (int round = 0; round < QUICK_ROUNDS; round++) {
            quick.add(passes.trigger(DEMO, "quick"));
        }
        row(database, vms, "quick", quick);
        List<Pass> full = new ArrayList<>();
        for (int round = 0; round < FULL_ROUNDS; round++) {
            full.add(passes.trigger(DEMO, "full"));
        }
        row(database, vms, "full", full);
    }

    private void row(String database, int vms, String what, List<Pass> runs) {
        Rounds.Spread ms = Rounds.Spread.of(runs.stream().map(Pass::ms).toList());
        Rounds.Spread cpu = Rounds.Spread.of(runs.stream().map(Pass::cpuMs).toList());
        report.row(
                "what",
                what,
                "database",
                database,
                "VMs",
                vms,
                "median ms",
                ms.median(),
                "min",
                ms.min(),
                "max",
                ms.max(),
                "CPU µs a VM",
                1000 * cpu.median() / vms,
                "seen",
                runs.get(runs.size() - 1).seen());
    }

    private void pages(BenchServer server, FullPasses passes) throws Exception {
        int cycles = new PageLoad(server)
                .measure(
                        count -> passes.trigger(DEMO, count % 2 == 0 ? "quick" : "full"),
                        (round, way, rate, load) -> report.row(
                                "what",
                                way + " at 100/s",
                                "round",
                                round,
                                "p50 ms",
                                load.p50Ms(),
                                "p99 ms",
                                load.p99Ms(),
                                "a second",
                                load.perSecond(),
                                "not 200",
                                load.failed()),
                        2);
        report.row("what", "cycles meanwhile", "value", cycles);
    }

    private void wholeList(BenchServer server, String what) throws Exception {
        List<Double> ms = new ArrayList<>();
        long bytes = 0;
        for (int round = 0; round < LIST_ROUNDS; round++) {
            long before = System.nanoTime();
            bytes = server.download("/api/vms", "application/x-ndjson");
            ms.add((System.nanoTime() - before) / 1e6);
        }
        Rounds.Spread spread = Rounds.Spread.of(ms.subList(LIST_ROUNDS - LIST_COUNTED, LIST_ROUNDS));
        report.row(
                "what",
                what,
                "VMs",
                LISTED,
                "median ms",
                spread.median(),
                "min",
                spread.min(),
                "max",
                spread.max(),
                "KiB",
                bytes / 1024);
    }
}
