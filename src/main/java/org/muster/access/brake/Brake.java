package org.muster.access.brake;

/** What is dear, and so is not to be had as often as anybody likes. */
public enum Brake {
    /** Having VMs observed before a list is answered. */
    LIVE,
    /** A whole list or trail. */
    EXPORT,
    /** Starting a pass by hand. */
    TRIGGER,
    /** Having a password checked, right or wrong. */
    LOGIN
}
