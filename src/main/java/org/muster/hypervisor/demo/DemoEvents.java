package org.muster.hypervisor.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.VmEvent;

/**
 * Tells whoever listens what was done to a fleet's machines, at once and on the thread that did it; what machines do of
 * themselves is told by {@link DemoPulse}. Set by tests and load rigs.
 */
public final class DemoEvents {

    private final DemoFaults faults;
    private final Map<Integer, Set<EventSink>> sinks = new ConcurrentHashMap<>();
    private final Map<Integer, VmEvent> held = new HashMap<>();
    private volatile boolean off;
    private volatile DemoEventFault fault = DemoEventFault.NONE;

    DemoEvents(DemoFaults faults) {
        this.faults = faults;
    }

    /** From now on nobody who wants to listen may. */
    public void switchOff() {
        off = true;
    }

    /** From now on this happens to events; one that is still held back is told now. */
    public void set(DemoEventFault now) {
        fault = now;
        synchronized (held) {
            held.forEach(this::send);
            held.clear();
        }
    }

    /** Whether the sink will be told of a host. */
    boolean listen(int host, EventSink sink) {
        return !off
                && sinks.computeIfAbsent(host, made -> ConcurrentHashMap.newKeySet())
                        .add(sink);
    }

    /** The hosts that somebody listens to. */
    Set<Integer> heardHosts() {
        Set<Integer> heard = new HashSet<>();
        sinks.forEach((host, all) -> {
            if (!all.isEmpty()) {
                heard.add(host);
            }
        });
        return heard;
    }

    void forget(int host, EventSink sink) {
        Set<EventSink> all = sinks.get(host);
        if (all != null) {
            all.remove(sink);
        }
    }

    /** The host's connections broke. */
    void broke(int host) {
        Set<EventSink> all = sinks.remove(host);
        if (all != null) {
            all.forEach(EventSink::lost);
        }
    }

    /** Something was done to a machine. */
    void tell(int host, String id, VmEvent.Kind kind) {
        VmEvent event = new VmEvent(id, kind);
        if (faults.fault(host) == DemoFault.HANG) {
            return; // it tells nothing
        }
        switch (fault) {
            case NONE -> send(host, event);
            case LOST -> {}
            case OVERFLOW -> sinks.getOrDefault(host, Set.of()).forEach(EventSink::lost);
            case DOUBLED -> List.of(event, event).forEach(one -> send(host, one));
            case REORDERED -> {
                VmEvent before;
                synchronized (held) {
                    before = held.remove(host);
                    if (before == null) {
                        held.put(host, event);
                        return;
                    }
                }
                List.of(event, before).forEach(one -> send(host, one));
            }
        }
    }

    private void send(int host, VmEvent event) {
        sinks.getOrDefault(host, Set.of()).forEach(sink -> sink.happened(event));
    }
}
