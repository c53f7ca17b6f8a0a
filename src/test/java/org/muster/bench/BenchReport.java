package org.muster.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of what was measured: printed, and written to {@code target/bench/<name>.json}. */
public final class BenchReport {

    private final String name;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final double loadBefore = load();

    public BenchReport(String name) {
        this.name = name;
    }

    /** A row of columns and values in turn. */
    public BenchReport row(Object... columnsAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        rows.add(row);
        return this;
    }

    /** A row a spread, in ms, and its ratio to the first named. */
    public BenchReport spreads(Map<String, Rounds.Spread> spreads, String reference) {
        double base = spreads.get(reference).median();
        spreads.forEach((way, s) -> row(
                "way",
                way,
                "median ms",
                s.median(),
                "min ms",
                s.min(),
                "max ms",
                s.max(),
                "rounds",
                s.count(),
                "of " + reference,
                s.median() / base));
        return this;
    }

    /** Prints and writes it. */
    public void publish() throws IOException {
        StringBuilder text = new StringBuilder("\n== " + name + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs, load " + text(loadBefore) + " to " + text(load())
                + "\n");
        List<String> columns =
                rows.stream().flatMap(row -> row.keySet().stream()).distinct().toList();
        line(text, columns, columns);
        rows.forEach(row -> line(
                text,
                columns,
                columns.stream().map(column -> text(row.get(column))).toList()));
        System.out.println(text);
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        Files.writeString(folder.resolve(name + ".json"), json());
    }

    private void line(StringBuilder text, List<String> columns, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String column = columns.get(i);
            int width = Math.max(
                    column.length(),
                    rows.stream()
                            .mapToInt(row -> text(row.get(column)).length())
                            .max()
                            .orElse(0));
            text.append(String.format(Locale.ROOT, i == 0 ? "%-" + width + "s" : "  %" + width + "s", cells.get(i)));
        }
        text.append('\n');
    }

    private String json() {
        String all = rows.stream()
                .map(row -> row.entrySet().stream()
                        .map(cell -> quoted(cell.getKey()) + ": " + json(cell.getValue()))
                        .collect(joining(", ", "    {", "}")))
                .collect(joining(",\n", "[\n", "\n  ]"));
        return """
                {
                  "bench": %s, "at": %s, "java": %s, "cpus": %d, "load_before": %s, "load_after": %s,
                  "rows": %s
                }
                """
                .formatted(
                        quoted(name),
                        quoted(Instant.now().toString()),
                        quoted(Runtime.version().toString()),
                        Runtime.getRuntime().availableProcessors(),
                        loadBefore,
                        load(),
                        all);
    }

    private static String json(Object value) {
        return value instanceof Number ? value.toString() : quoted(String.valueOf(value));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number);
        }
        return String.valueOf(value);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
