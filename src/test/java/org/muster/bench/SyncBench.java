package org.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.bench.FullPasses.Pass;

/** Full passes over 10,000 VMs with everything that they write, and the memory that this takes. */
class SyncBench {

    private static final String DEMO = "demo";
    private static final int WARM_ROUNDS = 3;
    private static final int QUIET_ROUNDS = 9;
    private static final Map<String, String> FLEET =
            Map.of("MUSTER_DEMO", "on", "MUSTER_DEMO_VMS", "10000", "MUSTER_DEMO_HOSTS", "10");

    private final BenchReport report = new BenchReport("sync");

    @Test
    void fullPassesOver10000Vms() throws Exception {
        demo("H2 file", Map.of());
        demo("MariaDB", BenchDatabases.mariaDb());
        libvirt("H2 file", Map.of());
    }

    @AfterEach
    void publish() throws Exception {
        report.publish();
    }

    private void demo(String database, Map<String, String> settings) throws Exception {
        try (BenchServer server = BenchServer.start(BenchServer.war(), "/health/ready", with(FLEET, settings))) {
            FullPasses passes = new FullPasses(server);
            Pass cold = passes.first(DEMO);
            add("demo, 10 hosts", database, "all new, right after start", List.of(cold));
            List<Pass> fresh = new ArrayList<>();
            for (int round = 0; round < WARM_ROUNDS; round++) {
                passes.remove(DEMO); // it comes back at once, with new rows
                fresh.add(passes.trigger(DEMO));
            }
            add("demo, 10 hosts", database, "all new", fresh);
            add("demo, 10 hosts", database, "unchanged", unchanged(passes, DEMO));
            memory(server, "demo, 10 hosts", database);
        }
    }

    private void libvirt(String database, Map<String, String> settings) throws Exception {
        Map<String, String> mock = Map.of("MUSTER_DEMO", "off", "MUSTER_TEST_DRIVERS", "on");
        try (Lab lab = new Lab(10_000);
                BenchServer server = BenchServer.start(BenchServer.war(), "/health/ready", with(mock, settings))) {
            FullPasses passes = new FullPasses(server);
            server.post(
                    "/api/clusters",
                    "{\"name\":\"lab\",\"kind\":\"libvirt\",\"addresses\":[\"%s\"]}".formatted(lab.address()));
            add("libvirt over RPC, 1 host", database, "all new, right after start", List.of(passes.first("lab")));
            add("libvirt over RPC, 1 host", database, "unchanged", unchanged(passes, "lab"));
            memory(server, "libvirt over RPC, 1 host", database);
        }
    }

    private static List<Pass> unchanged(FullPasses passes, String cluster) throws Exception {
        List<Pass> runs = new ArrayList<>();
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            runs.add(passes.trigger(cluster));
        }
        return runs;
    }

    private void add(String source, String database, String what, List<Pass> runs) {
        Rounds.Spread spread = Rounds.Spread.of(runs.stream().map(Pass::ms).toList());
        Rounds.Spread cpu = Rounds.Spread.of(runs.stream().map(Pass::cpuMs).toList());
        Pass last = runs.get(runs.size() - 1);
        report.row(
                "source",
                source,
                "database",
                database,
                "full pass",
                what,
                "median ms",
                spread.median(),
                "min",
                spread.min(),
                "max",
                spread.max(),
                "CPU ms",
                cpu.median(),
                "runs",
                spread.count(),
                "seen",
                last.seen(),
                "added",
                last.added(),
                "changed",
                last.changed(),
                "calls",
                last.calls());
    }

    private void memory(BenchServer server, String source, String database) throws Exception {
        report.row(
                "source", source, "database", database, "full pass", "(memory after it)", "RSS MiB", server.rssMib());
        TimeUnit.SECONDS.sleep(60); // two quick passes
        report.row("source", source, "database", database, "full pass", "(memory at idle)", "RSS MiB", server.rssMib());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
