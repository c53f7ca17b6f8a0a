package org.muster.ui.page;

/**
 * What a page says about the request that led to it.
 *
 * @param refused whether something was refused; else it went well
 */
public record Note(boolean refused, String text) {
    /** Nothing to say. */
    public static final Note NONE = new Note(false, "");

    /** Something was not done, and why. */
    public static Note refusal(String text) {
        return new Note(true, text);
    }

    public static Note done(String text) {
        return new Note(false, text);
    }
}
