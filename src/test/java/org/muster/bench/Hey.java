package org.muster.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's load generator {@code hey}. */
final class Hey {

    /**
     * What it measured.
     *
     * @param failed answers that were not 200
     */
    record Load(double perSecond, double p50Ms, double p99Ms, int count, int failed) {}

    private Hey() {}

    /**
     * Asks for a while.
     *
     * @param perClient requests a second of each client, 0 for as many as can be
     */
    static Load run(URI uri, int seconds, int clients, int perClient) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("hey", "-z", seconds + "s", "-c", String.valueOf(clients)));
        if (perClient > 0) {
            command.addAll(List.of("-q", String.valueOf(perClient)));
        }
        command.addAll(List.of("-H", "Authorization: " + BenchServer.BASIC, "-o", "csv", uri.toString()));
        Process hey = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<Double> ms = new ArrayList<>();
        int failed = 0;
        double end = 0;
        try (var lines = hey.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                if (cells.length != 8 || cells[0].startsWith("response")) {
                    continue;
                }
                failed += cells[6].equals("200") ? 0 : 1;
                ms.add(Double.parseDouble(cells[0]) * 1000);
                end = Math.max(end, Double.parseDouble(cells[7]) + Double.parseDouble(cells[0]));
            }
        }
        if (!hey.waitFor(60, TimeUnit.SECONDS) || ms.isEmpty()) {
            throw new IOException("hey gave no answer for " + uri);
        }
        double[] sorted = ms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Load(
                sorted.length / end,
                Rounds.Spread.percentile(sorted, 50),
                Rounds.Spread.percentile(sorted, 99),
                sorted.length,
                failed);
    }
}
