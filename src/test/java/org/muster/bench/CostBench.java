package org.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.libvirt.Lab;

/**
 * What Muster costs a hypervisor: processor time of libvirtd for a quick pass over 50 real guests, of which ten run and
 * forty are paused, beside virsh asking for the same on one connection.
 */
class CostBench {

    private static final int GUESTS = 50;
    private static final int RUNNING = 10;
    private static final int CALLS = 100;
    private static final int ROUNDS = 7;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lab lab = Lab.started();

    @Test
    void processorTimeOfLibvirtd() throws Exception {
        lab.lab("guests", String.valueOf(GUESTS), "paused");
        for (int i = 0; i < RUNNING; i++) {
            lab.virsh("resume", "lab-%03d".formatted(i));
        }
        lab.awaitAgent("lab-%03d".formatted(RUNNING - 1)); // it has booted
        Path stat = Path.of("/proc", lab.lab("daemon").strip(), "stat");
        try (HypervisorConnection ours = lab.hypervisor().open(lab.target(), LIMIT)) {
            var status = new Rounds()
                    .with("virsh: domstats --state, list", of(stat, () -> virsh("domstats --state", "list --all")))
                    .with("Muster: statuses", of(stat, () -> {
                        for (int call = 0; call < CALLS; call++) {
                            ours.observeStatuses(LIMIT);
                        }
                    }))
                    .measure(1, ROUNDS);
            var figures = new Rounds()
                    .with(
                            "virsh: domstats --state --cpu-total --balloon",
                            of(stat, () -> virsh("domstats --state --cpu-total --balloon --list-active --nowait")))
                    .with("Muster: figures", of(stat, () -> {
                        for (int call = 0; call < CALLS; call++) {
                            ours.observeFigures(LIMIT);
                        }
                    }))
                    .measure(1, ROUNDS);
            new BenchReport("cost-status")
                    .spreads(status, "virsh: domstats --state, list")
                    .publish();
            new BenchReport("cost-figures")
                    .spreads(figures, "virsh: domstats --state --cpu-total --balloon")
                    .publish();
        }
    }

    /** So many times each, in one virsh. */
    private void virsh(String... commands) {
        lab.virsh(String.join("; ", Collections.nCopies(CALLS, String.join("; ", commands))));
    }

    /** Milliseconds of libvirtd's processor time for {@link #CALLS} times. */
    private static Rounds.Measured of(Path stat, Rounds.Work work) {
        return () -> {
            double before = cpuMs(stat);
            work.run();
            return cpuMs(stat) - before;
        };
    }

    private static double cpuMs(Path stat) throws IOException {
        String all = Files.readString(stat);
        String[] fields = all.substring(all.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0; // in hundredths of a second
    }
}
