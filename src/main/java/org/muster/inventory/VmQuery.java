package org.muster.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which VMs, in which order.
 *
 * @param words each must occur in name, ip, vmid, uuid, tag or node, whatever the case
 * @param stale true: only stale ones, false: only fresh ones, null: both
 * @param error true: only those with a sync error, false: only those without, null: both
 * @param gone true: gone ones too
 */
public record VmQuery(
        List<String> words,
        @Nullable Long cluster,
        Set<VmStatus> statuses,
        @Nullable String tag,
        @Nullable String host,
        @Nullable Boolean stale,
        @Nullable Boolean error,
        boolean gone,
        Sort sort,
        boolean descending) {

    /** What a list can be ordered by; ties by id. */
    public enum Sort {
        NAME,
        STATUS,
        NODE,
        CPU_USAGE,
        MEMORY_USAGE,
        UPTIME,
        LAST_UPDATED;

        /** The word in a URL. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every live VM by name. */
    public static final VmQuery EVERYTHING =
            new VmQuery(List.of(), null, Set.of(), null, null, null, null, false, Sort.NAME, false);

    public VmQuery {
        words = List.copyOf(words);
        statuses = Set.copyOf(statuses);
    }

    /** Whether it finds every VM that is there, of all clusters or of one, whatever the VMs do. */
    boolean isOfAllThatAreThere() {
        return words.isEmpty()
                && statuses.isEmpty()
                && tag == null
                && host == null
                && stale == null
                && error == null
                && !gone;
    }
}
