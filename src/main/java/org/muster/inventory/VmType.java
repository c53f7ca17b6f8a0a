package org.muster.inventory;

import java.util.Locale;

/** A full virtual machine, or a Linux container of Proxmox VE. */
public enum VmType {
    QEMU,
    LXC;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the database. */
    public String word() {
        return word;
    }
}
