package org.muster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.libvirt.LibvirtHypervisor;

/** The status of 10,000 domains over libvirt's RPC, beside python3-libvirt's bulk call and its loop. */
class StatusBench {

    private static final int DOMAINS = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void statusOf10000Domains() throws Exception {
        try (Lab lab = new Lab(DOMAINS);
                Peer peer = new Peer(lab.address());
                HypervisorConnection ours = hypervisor().open(new Target(1, List.of(lab.address()), Map.of()), LIMIT)) {
            var spreads = new Rounds()
                    .with("python bulk", () -> peer.measure("bulk"))
                    .with("Muster", Rounds.timing(() -> {
                        int seen = ours.observeStatuses(LIMIT).readings().size();
                        if (seen < DOMAINS) {
                            throw new IllegalStateException("only " + seen + " domains");
                        }
                    }))
                    .with("python loop", () -> peer.measure("loop"))
                    .measure(3, 15);
            new BenchReport("status").spreads(spreads, "python bulk").publish();
        }
    }

    private static Hypervisor hypervisor() {
        return new LibvirtHypervisor();
    }

    /** python3-libvirt in a process of its own. */
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final PrintWriter questions;
        private final BufferedReader answers;

        Peer(String address) throws IOException {
            process = new ProcessBuilder("/usr/bin/python3", "src/test/bench/status.py", address)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            questions = new PrintWriter(process.outputWriter(), true);
            answers = process.inputReader();
        }

        double measure(String way) throws IOException {
            questions.println(way);
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("status.py ended");
            }
            return Double.parseDouble(answer.split(" ")[0]);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
