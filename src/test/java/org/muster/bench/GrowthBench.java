package org.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.bench.FullPasses.Pass;

/**
 * What a pass costs a VM as the fleet grows: processor time while passes run, less what the server uses in as much time
 * without them (guests are asked, machines change). Passes are a second apart in every fleet, so that as many figures
 * differ. What a pass costs that has one VM to look at is told beside: asking for a pass and awaiting its end is in both.
 */
class GrowthBench {

    private static final String DEMO = "demo";
    private static final String ONE_VM = "one";
    private static final List<Integer> FLEETS = List.of(40_000, 10_000, 1_000);

    private static final int ROUNDS = 3;
    private static final int APART_SECONDS = 1;

    /**
     * So many VMs are looked at in a round, in every fleet: the clock of processor time ticks coarsely, and collecting
     * garbage and compiling come by the VM, not by the pass.
     */
    private static final int A_ROUND = 80_000;

    /** And so many before. */
    private static final int WARM = 80_000;

    /** Passes over the one VM in a round. */
    private static final int OVER_ONE = 20;

    private final BenchReport report = new BenchReport("growth");

    @AfterEach
    void publish() throws Exception {
        report.publish();
    }

    @Test
    void costOfAVmAsTheFleetGrows() throws Exception {
        for (int vms : FLEETS) {
            try (Lab lab = new Lab(1);
                    BenchServer server = start(vms)) {
                FullPasses passes = new FullPasses(server);
                passes.first(DEMO);
                server.post(
                        "/api/clusters",
                        "{\"name\":\"%s\",\"kind\":\"libvirt\",\"addresses\":[\"%s\"]}"
                                .formatted(ONE_VM, lab.address()));
                for (int warm = 0; warm < Math.max(2, WARM / vms); warm++) {
                    passes.trigger(DEMO, "quick");
                    passes.trigger(DEMO, "full");
                }
                Calm.await(server);
                cost(vms, "quick", passes, server);
                cost(vms, "full", passes, server);
            }
        }
    }

    /** Only the passes that are asked for. */
    private static BenchServer start(int vms) throws Exception {
        return DemoServers.start(
                vms,
                Map.of(
                        "MUSTER_SYNC_QUICK_INTERVAL", "86400",
                        "MUSTER_SYNC_QUICK_INTERVAL_MOST", "86400",
                        "MUSTER_SYNC_FULL_INTERVAL", "86400",
                        "MUSTER_SYNC_GUEST_INTERVAL", "86400",
                        "MUSTER_TEST_DRIVERS", "on"));
    }

    /** Processor time a ms between two passes, ms: what goes on beside them differs from fleet to fleet and with time. */
    private static double idle(BenchServer server) throws Exception {
        double cpu = server.cpuMs();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(APART_SECONDS); // measured, not waited for; as much to write in every fleet
        return (server.cpuMs() - cpu) / ((System.nanoTime() - began) / 1e6);
    }

    private void cost(int vms, String kind, FullPasses passes, BenchServer server) throws Exception {
        List<Double> micros = new ArrayList<>();
        List<Double> passMs = new ArrayList<>();
        List<Double> oneMs = new ArrayList<>();
        List<Double> idles = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double own = 0;
            int seen = 0;
            int count = 0;
            for (; seen < A_ROUND; count++) {
                double idle = idle(server);
                Pass pass = passes.trigger(DEMO, kind);
                own += pass.cpuMs() - idle * pass.ms();
                seen += pass.seen();
                idles.add(1000 * idle);
            }
            passMs.add(own / count);
            oneMs.add(overOne(kind, passes, server));
            micros.add(1000 * own / seen);
        }
        Rounds.Spread spread = Rounds.Spread.of(micros);
        report.row(
                "what",
                "CPU a VM, µs: " + kind,
                "VMs",
                vms,
                "median",
                spread.median(),
                "min",
                spread.min(),
                "max",
                spread.max(),
                "a pass, CPU ms",
                Rounds.Spread.of(passMs).median(),
                "over one VM",
                Rounds.Spread.of(oneMs).median(),
                "idle, CPU ms a s",
                Rounds.Spread.of(idles).median());
    }

    private static double overOne(String kind, FullPasses passes, BenchServer server) throws Exception {
        double idle = idle(server);
        double own = 0;
        for (int count = 0; count < OVER_ONE; count++) {
            Pass pass = passes.trigger(ONE_VM, kind);
            own += pass.cpuMs() - idle * pass.ms();
        }
        return own / OVER_ONE;
    }
}
