package org.muster.inventory;

import java.util.Locale;

/** The family of operating systems that a VM runs. */
public enum VmCategory {
    WINDOWS,
    LINUX,
    OTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the database. */
    public String word() {
        return word;
    }
}
