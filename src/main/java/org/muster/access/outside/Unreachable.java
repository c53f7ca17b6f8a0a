package org.muster.access.outside;

/** Whoever could vouch for somebody can't be asked, or answers what can't be used. Says nothing of the person. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message for the log: no secret */
    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }

    public Unreachable(String message) {
        super(message);
    }
}
