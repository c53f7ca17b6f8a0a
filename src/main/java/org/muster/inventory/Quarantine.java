package org.muster.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Whether a connection's last full observation is believed about the VMs that it lacked (rule 2), and what an
 * administrator has said to it. A word holds for that many VMs: if more are lacking later, it is void.
 *
 * @param why one line, null if it is believed
 * @param lacking so many VMs lacked at once, 0 if it is believed
 * @param accepted the next full pass may take so many as missing
 * @param rejected so many are known to be kept on purpose: no issue any more
 */
public record Quarantine(@Nullable String why, int lacking, int accepted, int rejected) {

    /** The observation is believed. */
    public static final Quarantine NONE = new Quarantine(null, 0, 0, 0);

    /** Whether the observation is not believed. */
    public boolean isOn() {
        return why != null;
    }

    /** Whether somebody should decide about it. */
    public boolean isOpen() {
        return isOn() && accepted < lacking && rejected < lacking;
    }

    /** After a full pass; an acceptance has been used up by it. */
    public Quarantine after(@Nullable String doubt, int lackingNow) {
        return doubt == null ? NONE : new Quarantine(doubt, lackingNow, 0, lackingNow <= rejected ? rejected : 0);
    }

    /** After a pass that failed: what the source says when it is back is for an administrator to judge anew. */
    public Quarantine afterFailure() {
        return new Quarantine(why, lacking, 0, rejected);
    }

    /** The lacking VMs are lacking indeed. */
    public Quarantine accept() {
        return new Quarantine(why, lacking, lacking, 0);
    }

    /** The lacking VMs are to be kept: the source is wrong. */
    public Quarantine reject() {
        return new Quarantine(why, lacking, 0, lacking);
    }
}
