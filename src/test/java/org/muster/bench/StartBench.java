package org.muster.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the command to ready, and what it then takes of memory, beside an empty WAR on the same server. */
class StartBench {

    private static final int ROUNDS = 3;
    private static final Map<String, String> QUIET = Map.of("MUSTER_DEMO", "off");

    private final Map<String, List<Double>> readyMs = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuMs = new LinkedHashMap<>();
    private final Map<String, List<Double>> rssMib = new LinkedHashMap<>();

    @Test
    void startToReady() throws Exception {
        Path empty = BenchWars.empty();
        for (int round = 0; round < ROUNDS; round++) {
            start("empty WAR", empty, "/index.html");
            start("Muster", BenchServer.war(), "/health/ready");
        }
        double base = Rounds.Spread.of(readyMs.get("empty WAR")).median();
        BenchReport report = new BenchReport("start");
        readyMs.forEach((name, values) -> {
            Rounds.Spread ready = Rounds.Spread.of(values);
            report.row(
                    "WAR",
                    name,
                    "ready ms (median)",
                    ready.median(),
                    "min",
                    ready.min(),
                    "max",
                    ready.max(),
                    "of empty WAR",
                    ready.median() / base,
                    "CPU ms to ready",
                    Rounds.Spread.of(cpuMs.get(name)).median(),
                    "RSS MiB after 20 s",
                    Rounds.Spread.of(rssMib.get(name)).median());
        });
        report.publish();
    }

    private void start(String name, Path war, String readyPath) throws Exception {
        try (BenchServer server = BenchServer.start(war, readyPath, QUIET)) {
            readyMs.computeIfAbsent(name, none -> new ArrayList<>()).add(server.readyMs());
            cpuMs.computeIfAbsent(name, none -> new ArrayList<>()).add(server.cpuMs());
            TimeUnit.SECONDS.sleep(20); // what a server settles at, not what it peaks at while it starts
            rssMib.computeIfAbsent(name, none -> new ArrayList<>()).add(server.rssMib());
        }
    }
}
