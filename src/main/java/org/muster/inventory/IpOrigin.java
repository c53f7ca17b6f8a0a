package org.muster.inventory;

import java.util.Locale;

/** Who says that a VM has an address, the most trustworthy first. */
public enum IpOrigin {
    /** The guest's agent. */
    AGENT,
    /** The host's network, or the source itself. */
    LEASE,
    /** The host's ARP table. */
    ARP;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
