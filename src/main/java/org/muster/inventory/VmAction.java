package org.muster.inventory;

import java.util.Locale;

/** What a user can ask of a VM. */
public enum VmAction {
    START,
    STOP,
    SHUTDOWN,
    REBOOT,
    RESET,
    SUSPEND,
    RESUME;

    /** The word in routes, JSON and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of that word; {@link IllegalArgumentException} for any other. */
    public static VmAction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
