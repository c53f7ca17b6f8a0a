package org.muster.ui.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the screen that is asked for again and again.
 *
 * @param issues sentences about what is wrong with observing; empty for callers who may not see clusters
 */
public record VmList(ListQuery query, List<VmRow> rows, long total, List<String> issues) {
    public VmList {
        rows = List.copyOf(rows);
        issues = List.copyOf(issues);
    }

    public List<Column> columns() {
        return Column.of(query);
    }

    /** Which rows of how many these are. */
    public String range() {
        if (rows.isEmpty()) {
            return total == 1 ? "1 VM" : total + " VMs";
        }
        long first = (long) (query.page() - 1) * ListQuery.SIZE + 1;
        if (first == 1 && rows.size() == total) {
            return total == 1 ? "1 VM" : total + " VMs";
        }
        return first + "–" + (first + rows.size() - 1) + " of " + total + " VMs";
    }

    /** The page before this one, null on the first. */
    public @Nullable ListQuery previous() {
        int last = (int) Math.max(1, Math.min(Integer.MAX_VALUE, pages()));
        return query.page() > 1 ? query.onPage(Math.min(query.page() - 1, last)) : null;
    }

    /** The page after this one, null on the last. */
    public @Nullable ListQuery next() {
        return query.page() < pages() ? query.onPage(query.page() + 1) : null;
    }

    private long pages() {
        return (total + ListQuery.SIZE - 1) / ListQuery.SIZE;
    }
}
