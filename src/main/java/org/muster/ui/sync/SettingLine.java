package org.muster.ui.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.sync.SettingChanges.Held;
import org.muster.sync.SyncKey;
import org.muster.ui.page.When;

/**
 * One setting as a field of a form.
 *
 * @param word the field's name
 * @param on whether it is a switch; its value is 1 or 0 then
 * @param value what stands in the field
 * @param was what held when the page was made: a field that says the same was not changed
 * @param changed when it was changed, and by whom; null if what is configured holds
 * @param error what is wrong with the value, empty if nothing is
 */
public record SettingLine(
        String word,
        String label,
        boolean on,
        String value,
        String was,
        String configured,
        long least,
        long most,
        @Nullable When changed,
        String by,
        String error) {

    static SettingLine of(Held held, @Nullable String typed, @Nullable String was, String error, Instant now) {
        SyncKey key = held.key();
        String value = Long.toString(held.value());
        String by = held.by();
        return new SettingLine(
                key.word(),
                label(key),
                key.isSwitch(),
                typed == null ? value : typed,
                was == null ? value : was,
                key.isSwitch() ? held.configured() == 1 ? "on" : "off" : Long.toString(held.configured()),
                key.least(),
                key.most(),
                When.of(held.changed(), now),
                by == null ? "" : by,
                error);
    }

    private static String label(SyncKey key) {
        return switch (key) {
            case FULL_INTERVAL -> "Seconds from full pass to full pass";
            case QUICK_INTERVAL -> "Seconds from quick pass to quick pass";
            case QUICK_INTERVAL_MOST -> "The same of a host where nothing happens, at most";
            case FULL_DEADLINE -> "Seconds before a full pass is given up";
            case QUICK_DEADLINE -> "Seconds before a quick pass is given up";
            case OPEN_DEADLINE -> "Seconds before opening a connection is given up";
            case BACKOFF_FIRST -> "Seconds that a host is left alone after a first failure";
            case BACKOFF_MOST -> "The same after many failures, at most";
            case MISSING_GRACE -> "Seconds before a missing VM is gone";
            case GUEST_INTERVAL -> "Seconds between two questions to a guest's agent";
            case GUEST_DEADLINE -> "Seconds before a guest's agent is given up";
            case PORT_CHECKS -> "Full passes try the ports of RDP and SSH";
            case PORT_DEADLINE -> "Seconds for all port checks of a pass";
            case KEEP_RUNS -> "Seconds that the records of runs are kept";
            case KEEP_GONE -> "Seconds that gone VMs are kept";
            case FIRST_DELAY, THREADS -> throw new IllegalArgumentException(key.word());
        };
    }
}
