package org.muster.platform;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes meters in Prometheus' text form: families in order of name, each with its type once. */
final class MetricsText {

    private final Map<String, TreeSet<String>> families = new TreeMap<>();

    void counter(Meters.Series series, long value) {
        String name = series.name() + "_total";
        lines(name, "counter").add(name + labels(series.labels()) + " " + value);
    }

    void gauge(Meters.Series series, double value) {
        if (!Double.isNaN(value)) {
            lines(series.name(), "gauge").add(series.name() + labels(series.labels()) + " " + value);
        }
    }

    void timer(Meters.Series series, long count, double seconds) {
        String name = series.name() + "_seconds";
        var lines = lines(name, "summary");
        lines.add(name + "_count" + labels(series.labels()) + " " + count);
        lines.add(name + "_sum" + labels(series.labels()) + " " + seconds);
    }

    private TreeSet<String> lines(String name, String type) {
        return families.computeIfAbsent("# TYPE " + name + " " + type, header -> new TreeSet<>());
    }

    private static String labels(List<String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < labels.size(); i += 2) {
            text.append(i == 0 ? "" : ",").append(labels.get(i)).append("=\"");
            text.append(labels.get(i + 1)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n"));
            text.append('"');
        }
        return text.append('}').toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        families.forEach((header, lines) -> {
            text.append(header).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
