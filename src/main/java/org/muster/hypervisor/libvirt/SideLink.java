package org.muster.hypervisor.libvirt;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * A second link to the same peer for questions that libvirt passes on to each QEMU, so that a sick one holds up
 * nothing else. Opened when first needed, and anew after it broke.
 */
final class SideLink {

    private final Endpoint endpoint;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Link link;
    private volatile boolean closed;

    SideLink(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Asks over this link, as {@link Link#call} does. */
    <T> T call(Duration limit, Link.Question<T> question) throws VirtException, HypervisorException {
        long start = System.nanoTime();
        Link current = opened(limit);
        return current.call(limit.minusNanos(System.nanoTime() - start), question);
    }

    private Link opened(Duration limit) throws HypervisorException {
        Link current = link;
        if (current != null && current.isOpen()) {
            return current;
        }
        long start = System.nanoTime();
        try {
            if (!opening.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HypervisorException(Reason.TIMEOUT, "No answer from " + endpoint.shown() + " in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Interrupted while connecting.");
        }
        try {
            return reopened(limit.minusNanos(System.nanoTime() - start));
        } finally {
            opening.unlock();
        }
    }

    private Link reopened(Duration limit) throws HypervisorException {
        Link current = link;
        if (current != null && current.isOpen()) {
            return current;
        }
        if (current != null) {
            current.close();
        }
        Link fresh = closed ? null : Link.open(endpoint, limit);
        link = fresh;
        if (fresh != null && closed) {
            fresh.close();
        }
        if (fresh == null || closed) {
            throw new HypervisorException(Reason.UNREACHABLE, "The connection to " + endpoint.shown() + " is closed.");
        }
        return fresh;
    }

    /** Frees everything; a link that is being opened is closed by the one who opens it. */
    void close() {
        closed = true;
        Link current = link;
        if (current != null) {
            current.close();
        }
    }
}
