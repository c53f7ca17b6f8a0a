package org.muster.hypervisor.libvirt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.VmEvent;

/**
 * One listener's events on their way, so many at most and equal ones once. Those who put them in, libvirt's callbacks
 * among them, never wait; one thread of this process tells all listeners.
 */
final class EventQueue {

    static final int MOST = 10_000;

    private static final System.Logger LOG = System.getLogger(EventQueue.class.getName());
    private static final long IDLE_SECONDS = 30;
    /** Holds each queue once at most. */
    private static final ThreadPoolExecutor TELLER = teller();

    private final EventSink sink;
    private final Set<VmEvent> waiting = new LinkedHashSet<>();
    private boolean lost;
    private boolean due;
    private boolean closed;

    EventQueue(EventSink sink) {
        this.sink = sink;
    }

    /** Something happened. */
    synchronized void add(VmEvent event) {
        if (waiting.size() >= MOST) {
            lost();
        } else if (!lost && !closed) {
            waiting.add(event);
            wake();
        }
    }

    /** Events were or will be lost. */
    synchronized void lost() {
        waiting.clear();
        lost = !closed;
        wake();
    }

    /** Nothing more is told, except what is being told now. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        lost = false;
    }

    private void wake() {
        if (!due && !closed) {
            due = true;
            TELLER.execute(this::tell);
        }
    }

    private void tell() {
        List<VmEvent> events;
        boolean gap;
        synchronized (this) {
            due = false;
            events = List.copyOf(waiting);
            waiting.clear();
            gap = lost;
            lost = false;
        }
        try {
            if (gap) {
                sink.lost();
            }
            events.forEach(sink::happened);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    private static ThreadPoolExecutor teller() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "muster-libvirt-teller");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
