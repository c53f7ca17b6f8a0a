package org.muster.hypervisor;

/**
 * How far an order has come that its source carries out by itself.
 *
 * @param words why it failed or is unknown, one line, the source's own where it has any; else empty
 */
public record Progress(State state, String words) {

    /** What the source says of the order. */
    public enum State {
        UNDER_WAY,
        DONE,
        FAILED,
        /** The source can't tell any more. */
        UNKNOWN
    }

    public static final Progress UNDER_WAY = new Progress(State.UNDER_WAY, "");
    public static final Progress DONE = new Progress(State.DONE, "");

    public static Progress failed(String why) {
        return new Progress(State.FAILED, why);
    }

    public static Progress unknown(String why) {
        return new Progress(State.UNKNOWN, why);
    }
}
