package org.muster.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.VmEvent;
import org.muster.hypervisor.VmEvent.Kind;

/**
 * A connection's registrations with libvirt, whose one event loop tells of all of them. The callbacks are the same for
 * all connections and live as long as the process, so that libvirt never calls one that is gone; they find the listener
 * by its number.
 */
final class Events {

    private static final Map<Long, EventQueue> LISTENERS = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final VirtEvents.Numbers LIFECYCLE =
            (connection, domain, event, detail, listener) -> told(listener, domain, lifecycle(event, detail));
    private static final VirtEvents.Numbers AGENT =
            (connection, domain, state, reason, listener) -> told(listener, domain, Kind.AGENT);
    private static final VirtEvents.Plain REBOOT =
            (connection, domain, listener) -> told(listener, domain, Kind.REBOOT);
    private static final VirtEvents.Plain CONTROL_ERROR =
            (connection, domain, listener) -> told(listener, domain, Kind.HEALTH);
    private static final VirtEvents.Text DEVICE =
            (connection, domain, alias, listener) -> told(listener, domain, Kind.DEVICE);
    private static final VirtEvents.NumberAndText METADATA =
            (connection, domain, type, uri, listener) -> told(listener, domain, Kind.DEVICE);
    private static final VirtEvents.Closed CLOSED = (connection, reason, listener) -> closed(listener);

    private static final Map<Integer, Callback> CALLBACKS = Map.of(
            VirtEvents.LIFECYCLE,
            LIFECYCLE,
            VirtEvents.REBOOT,
            REBOOT,
            VirtEvents.CONTROL_ERROR,
            CONTROL_ERROR,
            VirtEvents.DEVICE_REMOVED,
            DEVICE,
            VirtEvents.DEVICE_ADDED,
            DEVICE,
            VirtEvents.AGENT,
            AGENT,
            VirtEvents.METADATA,
            METADATA);

    private final long number = NUMBERS.incrementAndGet();
    private final List<Integer> registrations = new ArrayList<>();

    private Events() {}

    /** Has the queue told of a connection's events. Kinds that the other side does not know are left out. */
    static Events register(Pointer connection, EventQueue queue) throws VirtException {
        Events events = new Events();
        LISTENERS.put(events.number, queue);
        try {
            events.register(connection);
            return events;
        } catch (VirtException e) {
            events.deregister(connection);
            throw e;
        }
    }

    private void register(Pointer connection) throws VirtException {
        Pointer listener = new Pointer(number);
        VirtException.checked(VirtEvents.virConnectRegisterCloseCallback(connection, CLOSED, listener, null));
        for (var one : CALLBACKS.entrySet()) {
            int registration = VirtEvents.virConnectDomainEventRegisterAny(
                    connection, null, one.getKey(), one.getValue(), listener, null);
            if (registration >= 0) {
                registrations.add(registration);
            } else if (one.getKey() == VirtEvents.LIFECYCLE || Link.isBroken(connection)) {
                throw VirtException.last();
            }
        }
    }

    /** Takes it all back; what is under way is told nobody. Needed before a connection can be freed. */
    void deregister(Pointer connection) {
        LISTENERS.remove(number);
        registrations.forEach(one -> VirtEvents.virConnectDomainEventDeregisterAny(connection, one));
        registrations.clear();
        VirtEvents.virConnectUnregisterCloseCallback(connection, CLOSED);
    }

    private static Kind lifecycle(int event, int detail) {
        return switch (event) {
            case VirtEvents.DEFINED -> Kind.DEFINED;
            case VirtEvents.UNDEFINED -> Kind.UNDEFINED;
            case VirtEvents.STOPPED -> detail == VirtEvents.STOPPED_MIGRATED ? Kind.LIFECYCLE : Kind.ENDED;
            default -> Kind.LIFECYCLE;
        };
    }

    private static void told(@Nullable Pointer listener, @Nullable Pointer domain, Kind kind) {
        EventQueue queue = LISTENERS.get(Pointer.nativeValue(listener));
        if (queue == null || domain == null) {
            return;
        }
        try {
            queue.add(new VmEvent(Domains.uuid(domain), kind)); // a handle knows its own UUID
        } catch (VirtException | RuntimeException e) {
            queue.lost();
        }
    }

    private static void closed(@Nullable Pointer listener) {
        EventQueue queue = LISTENERS.get(Pointer.nativeValue(listener));
        if (queue != null) {
            queue.lost();
        }
    }
}
