package org.muster.inventory;

import java.util.Locale;

/** The kind of hypervisor behind a cluster. */
public enum SourceKind {
    LIBVIRT,
    PROXMOX,
    DEMO;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word; {@link IllegalArgumentException} for any other. */
    public static SourceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
