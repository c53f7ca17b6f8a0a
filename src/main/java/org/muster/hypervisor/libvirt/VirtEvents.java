package org.muster.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** libvirt's functions for events, bound directly by {@link ClientLibrary}. */
final class VirtEvents {

    /** {@code virDomainEventID} and, each, the shape of its callback. */
    static final int LIFECYCLE = 0; // Numbers

    static final int REBOOT = 1; // Plain
    static final int CONTROL_ERROR = 7; // Plain
    static final int DEVICE_REMOVED = 15; // Text
    static final int AGENT = 18; // Numbers
    static final int DEVICE_ADDED = 19; // Text
    static final int METADATA = 23; // NumberAndText

    /** {@code virDomainEventType}, of LIFECYCLE. */
    static final int DEFINED = 0;

    static final int UNDEFINED = 1;
    static final int STOPPED = 5;

    /** {@code virDomainEventStoppedDetailType}. */
    static final int STOPPED_MIGRATED = 3;

    private VirtEvents() {}

    /** Told of an event without more. */
    interface Plain extends Callback {
        void told(Pointer connection, @Nullable Pointer domain, @Nullable Pointer listener);
    }

    /** Told of an event with two numbers. */
    interface Numbers extends Callback {
        void told(Pointer connection, @Nullable Pointer domain, int first, int second, @Nullable Pointer listener);
    }

    /** Told of an event with a text. */
    interface Text extends Callback {
        void told(Pointer connection, @Nullable Pointer domain, @Nullable Pointer text, @Nullable Pointer listener);
    }

    /** Told of an event with a number and a text. */
    interface NumberAndText extends Callback {
        void told(
                Pointer connection,
                @Nullable Pointer domain,
                int number,
                @Nullable Pointer text,
                @Nullable Pointer listener);
    }

    /** Told that a connection ended. */
    interface Closed extends Callback {
        void told(Pointer connection, int reason, @Nullable Pointer listener);
    }

    static native int virConnectDomainEventRegisterAny(
            Pointer connection,
            @Nullable Pointer domain,
            int event,
            Callback callback,
            Pointer listener,
            @Nullable Pointer free);

    static native int virConnectDomainEventDeregisterAny(Pointer connection, int registration);

    static native int virConnectRegisterCloseCallback(
            Pointer connection, Closed callback, Pointer listener, @Nullable Pointer free);

    static native int virConnectUnregisterCloseCallback(Pointer connection, Closed callback);
}
