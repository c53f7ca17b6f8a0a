package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** A libvirt call failed. Read on the thread that called, right after: libvirt keeps errors per thread. */
final class VirtException extends Exception {

    private static final long serialVersionUID = 1L;

    static final int NO_DOMAIN = 42;
    static final int AUTH_FAILED = 45;
    static final int AUTH_CANCELLED = 79;
    static final int AUTH_UNAVAILABLE = 80;
    static final int ACCESS_DENIED = 88;
    private static final int NO_SUPPORT = 3;
    private static final int OPERATION_TIMEOUT = 68;
    private static final int AGENT_UNRESPONSIVE = 86;

    private final int code;

    private VirtException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The error of this thread's last call. */
    static VirtException last() {
        return new VirtException(Virt.virGetLastErrorCode(), NativeText.lenient(Virt.virGetLastErrorMessage()));
    }

    /** The value, unless it says that the call failed. */
    static int checked(int value) throws VirtException {
        if (value < 0) {
            throw last();
        }
        return value;
    }

    /** The pointer, unless it says that the call failed. */
    static Pointer checked(@Nullable Pointer value) throws VirtException {
        if (value == null) {
            throw last();
        }
        return value;
    }

    /** libvirt's {@code virErrorNumber}. */
    int code() {
        return code;
    }

    /** Whether a guest's agent did not answer, or can't be asked at all. */
    boolean isAgentSilent() {
        return code == AGENT_UNRESPONSIVE || code == OPERATION_TIMEOUT || code == NO_SUPPORT;
    }

    /** Whether there was more to say than one answer holds; libvirt has no code of its own for that. */
    boolean isTooMany() {
        String message = getMessage();
        return message != null && message.contains("limit");
    }
}
