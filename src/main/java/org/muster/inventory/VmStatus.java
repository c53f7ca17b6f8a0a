package org.muster.inventory;

import java.util.Locale;

/** What a VM is doing, in Muster's words; the adapters map their own words to these. */
public enum VmStatus {
    RUNNING,
    STOPPED,
    PAUSED,
    SUSPENDED,
    CRASHED,
    /** Only while the VM's state was never observed. */
    UNKNOWN,
    STARTING,
    STOPPING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the database. */
    public String word() {
        return word;
    }

    /** The status of that word; {@link IllegalArgumentException} for any other. */
    public static VmStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether the VM occupies its host: it runs, or it is held in memory there. */
    public boolean isActive() {
        return this == RUNNING || this == PAUSED || this == SUSPENDED || this == STARTING || this == STOPPING;
    }
}
