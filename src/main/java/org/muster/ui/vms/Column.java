package org.muster.ui.vms;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmQuery.Sort;

/**
 * A column's head.
 *
 * @param link to the list ordered by it, null if it can't be
 * @param order ascending, descending or none, as ARIA has it
 */
public record Column(String label, @Nullable ListQuery link, String order) {
    /** The table's columns; the cells of a row follow them. */
    static List<Column> of(ListQuery query) {
        return Stream.of(
                        by(Sort.NAME, "Name", query),
                        by(Sort.STATUS, "Status", query),
                        by(Sort.NODE, "Host", query),
                        new Column("Address", null, "none"),
                        by(Sort.CPU_USAGE, "CPU", query),
                        by(Sort.MEMORY_USAGE, "Memory", query),
                        by(Sort.UPTIME, "Up for", query),
                        by(Sort.LAST_UPDATED, "Seen", query),
                        new Column("Actions", null, "none"))
                .toList();
    }

    private static Column by(Sort sort, String label, ListQuery query) {
        String direction = query.descending() ? "descending" : "ascending";
        return new Column(label, query.by(sort), sort == query.sort() ? direction : "none");
    }
}
