package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * One native connection. Calls run on the caller's thread, several at once; one that takes too long is ended with the
 * whole link, by its socket. The last call out closes.
 */
final class Link {

    private static final System.Logger LOG = System.getLogger(Link.class.getName());
    private static final int KEEPALIVE_SECONDS = 5;
    private static final int KEEPALIVE_COUNT = 3;
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Map<String, ReentrantLock> OPENING = new ConcurrentHashMap<>();

    private final Pointer connection;
    private final Switch end;
    private final String shown;
    private int inFlight;
    private boolean spent;
    private boolean closing;
    private volatile @Nullable Events events;

    /** A question to libvirt: native calls, one after another. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Pointer connection) throws VirtException, HypervisorException;
    }

    private Link(Pointer connection, Switch end, String shown) {
        this.connection = connection;
        this.end = end;
        this.shown = shown;
    }

    /** Connects. Only connections to the same peer wait for each other, as their sockets could be mixed up. */
    static Link open(Endpoint endpoint, Duration limit) throws HypervisorException {
        long start = System.nanoTime();
        ReentrantLock lock = OPENING.computeIfAbsent(endpoint.peer().key(), key -> new ReentrantLock());
        try {
            if (!lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(endpoint.shown());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Interrupted while connecting.");
        }
        try {
            return openAlone(endpoint, limit.minusNanos(System.nanoTime() - start));
        } finally {
            lock.unlock();
        }
    }

    private static Link openAlone(Endpoint endpoint, Duration limit) throws HypervisorException {
        Set<Long> before = endpoint.peer().present();
        Pointer connection;
        Deadline deadline = Deadline.in(limit, () -> pull(endpoint.peer().newSince(before)));
        try (deadline) {
            connection = VirtException.checked(
                    Virt.virConnectOpenAuth(NativeText.bytes(endpoint.uri()), null, Virt.NO_ALIASES));
        } catch (VirtException e) {
            throw deadline.isOver() ? late(endpoint.shown()) : Failures.opening(e, endpoint);
        }
        List<Switch> ends = endpoint.peer().newSince(before);
        if (ends.size() != 1 || deadline.isOver()) {
            pull(ends);
            Virt.virConnectClose(connection);
            throw deadline.isOver()
                    ? late(endpoint.shown())
                    : new HypervisorException(
                            Reason.UNREACHABLE,
                            "The connection to " + endpoint.shown()
                                    + " can't be told from another; it is tried again.");
        }
        Link link = new Link(connection, ends.get(0), endpoint.shown());
        Virt.virConnectSetKeepAlive(connection, KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
        return link;
    }

    /** Whether calls may succeed. */
    boolean isOpen() {
        synchronized (this) {
            if (spent || closing) {
                return false;
            }
            inFlight++;
        }
        try {
            return Virt.virConnectIsAlive(connection) == 1;
        } finally {
            leave();
        }
    }

    /**
     * Asks, within a limit.
     *
     * @throws VirtException if the call failed and the link lives on
     * @throws HypervisorException TIMEOUT or UNREACHABLE, and the link is spent
     */
    <T> T call(Duration limit, Question<T> question) throws VirtException, HypervisorException {
        enter();
        Deadline deadline = Deadline.in(limit, this::cut);
        try (deadline) {
            T answer = question.ask(connection);
            if (deadline.isOver()) {
                throw late(shown); // some parts may have failed unseen
            }
            return answer;
        } catch (VirtException e) {
            throw brokenOr(e, deadline);
        } finally {
            leave();
        }
    }

    private VirtException brokenOr(VirtException e, Deadline deadline) throws HypervisorException {
        if (deadline.isOver()) {
            throw late(shown);
        }
        if (Virt.virConnectIsAlive(connection) != 1) {
            synchronized (this) {
                spent = true;
            }
            throw new HypervisorException(
                    Reason.UNREACHABLE, "The connection to " + shown + " broke: " + Failures.cleaned(e.getMessage()));
        }
        return e;
    }

    /** Has the queue told of this connection's events, and of its end. */
    void listen(EventQueue queue, Duration limit) throws VirtException, HypervisorException {
        call(limit, asked -> {
            events = Events.register(asked, queue);
            return asked;
        });
    }

    /** Whether a call that failed broke the link; for questions of which parts may fail. */
    static boolean isBroken(Pointer connection) {
        return Virt.virConnectIsAlive(connection) != 1;
    }

    private synchronized void enter() throws HypervisorException {
        if (spent || closing) {
            throw new HypervisorException(Reason.UNREACHABLE, "The connection to " + shown + " is closed.");
        }
        inFlight++;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            inFlight--;
            last = closing && inFlight == 0;
        }
        if (last) {
            free();
        }
    }

    private void cut() {
        synchronized (this) {
            spent = true;
        }
        end.pull();
    }

    /** Ends the calls under way and frees everything. */
    void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            if (inFlight > 0) {
                spent = true;
                end.pull(); // the last of them frees
                return;
            }
        }
        free();
    }

    private void free() {
        try (Deadline deadline = Deadline.in(CLOSING, end::pull)) {
            Events registered = events;
            if (registered != null) {
                registered.deregister(connection);
            }
            int references = Virt.virConnectClose(connection);
            if (references > 0) {
                end.pull();
                LOG.log(System.Logger.Level.WARNING, "A connection to {0} was closed with handles left", shown);
            }
        } finally {
            end.close();
        }
    }

    private static void pull(List<Switch> ends) {
        for (Switch one : ends) {
            one.pull();
            one.close();
        }
    }

    private static HypervisorException late(String shown) {
        return new HypervisorException(Reason.TIMEOUT, "No answer from " + shown + " in time.");
    }
}
