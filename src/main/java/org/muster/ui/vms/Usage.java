package org.muster.ui.vms;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A share in use.
 *
 * @param percent 0..100, null if not known
 * @param of what the whole is, in words
 */
public record Usage(@Nullable Double percent, String of) {
    private static final long MIB_PER_GIB = 1024;

    static Usage cpu(@Nullable Double percent, int cores) {
        return new Usage(percent, cores + (cores == 1 ? " core" : " cores"));
    }

    static Usage memory(@Nullable Double percent, long mib) {
        return new Usage(percent, size(mib));
    }

    private static String size(long mib) {
        if (mib < MIB_PER_GIB) {
            return mib + " MiB";
        }
        return mib % MIB_PER_GIB == 0
                ? mib / MIB_PER_GIB + " GiB"
                : String.format(Locale.ROOT, "%.1f GiB", (double) mib / MIB_PER_GIB);
    }

    /** Whole percent, or a dash if not known. */
    public String words() {
        return percent == null ? "–" : Math.round(percent) + " %";
    }
}
