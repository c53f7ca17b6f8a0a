package org.muster.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tags and network cards as one column each; neither holds what separates them. */
final class DetailLines {

    private DetailLines() {}

    /** Tags stand between commas, so that one whole tag can be asked for. */
    static String ofTags(List<String> tags) {
        return tags.isEmpty() ? "" : "," + String.join(",", tags) + ",";
    }

    static List<String> tags(String column) {
        return split(column, ",");
    }

    static String ofNics(List<Nic> nics) {
        return nics.stream().map(DetailLines::line).collect(Collectors.joining("\n"));
    }

    static List<Nic> nics(String column) {
        if (column.indexOf('\n') < 0) {
            return column.isEmpty() ? List.of() : List.of(nic(column)); // most have one
        }
        return split(column, "\n").stream().map(DetailLines::nic).toList();
    }

    private static List<String> split(String column, String by) {
        return column.isEmpty()
                ? List.of()
                : Arrays.stream(column.split(by))
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static String line(Nic nic) {
        return nic.mac() + "|" + nic.network() + "|" + nic.model();
    }

    private static Nic nic(String line) {
        int first = line.indexOf('|');
        int second = line.indexOf('|', first + 1);
        return new Nic(line.substring(0, first), line.substring(first + 1, second), line.substring(second + 1));
    }
}
