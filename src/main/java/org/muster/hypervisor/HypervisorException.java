package org.muster.hypervisor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a hypervisor could not be observed or did not act. The reason feeds log, metric, API and page alike. */
public class HypervisorException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kinds of failure that callers tell apart. */
    public enum Reason {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** No answer within the limit. */
        TIMEOUT,
        /** The source refuses our credentials; asking again won't help. */
        CREDENTIALS_REFUSED,
        /** The client library for this kind is not on this machine. */
        CLIENT_MISSING,
        /** The source shows a certificate that nobody vouches for. */
        UNTRUSTED,
        /** The address is not one that we connect to. */
        ADDRESS_REFUSED,
        /** The source has no such VM. */
        NO_SUCH_VM,
        /** The source says no to an action. */
        REFUSED,
        /** The answer was cut, malformed or incomplete. */
        BAD_ANSWER,
        /** The source failed in its own way. */
        SOURCE_FAILED;

        /** The word in metrics and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    /**
     * @param message one line that may be shown to an administrator: no secret, no stack trace
     */
    public HypervisorException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * @param message one line that may be shown to an administrator: no secret, no stack trace
     */
    public HypervisorException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }

    /** Whether it is about who we are or who the source is, which time does not mend. */
    public boolean isRefusal() {
        return reason == Reason.CREDENTIALS_REFUSED || reason == Reason.UNTRUSTED;
    }

    /** Whether the connection is spent and another must be opened. */
    public boolean endsConnection() {
        return reason == Reason.UNREACHABLE || reason == Reason.TIMEOUT || isRefusal();
    }
}
