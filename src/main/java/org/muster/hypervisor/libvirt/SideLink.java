package org.muster.hypervisor.libvirt;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.TimeLeft;

/**
 * A second link to the same peer for questions that libvirt passes on to each QEMU, so that a sick one holds up
 * nothing else. Opened when first needed, and anew after it broke: once at once, then after 5 s, doubling to 5 min. Each
 * question that QEMU never answers holds a worker of the daemon, which has 20.
 */
final class SideLink {

    private static final long FIRST_WAIT_MS = 5_000;
    private static final long LONGEST_WAIT_MS = 300_000;

    private final Endpoint endpoint;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Link link;
    private volatile boolean closed;
    private int failures;
    private long notBefore;

    SideLink(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Asks over this link, as {@link Link#call} does.
     *
     * @throws HypervisorException also SOURCE_FAILED, if it broke again and again and is left alone for a while
     */
    <T> T call(Duration limit, Link.Question<T> question) throws VirtException, HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        try {
            T answer = opened(left).call(left.now(), question);
            succeeded();
            return answer;
        } catch (HypervisorException e) {
            if (e.endsConnection()) {
                failed();
            }
            throw e;
        }
    }

    private Link opened(TimeLeft left) throws HypervisorException {
        Link current = link;
        if (current != null && current.isOpen()) {
            return current;
        }
        refuseIfTooEarly();
        try {
            if (!opening.tryLock(left.now().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HypervisorException(Reason.TIMEOUT, "No answer from " + endpoint.shown() + " in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Interrupted while connecting.");
        }
        try {
            return reopened(left.now());
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

    private synchronized void refuseIfTooEarly() throws HypervisorException {
        if (failures > 1 && System.nanoTime() - notBefore < 0) {
            throw new HypervisorException(
                    Reason.SOURCE_FAILED, endpoint.shown() + " is not asked for figures for a while.");
        }
    }

    private synchronized void succeeded() {
        failures = 0;
    }

    private synchronized void failed() {
        failures++;
        notBefore = System.nanoTime()
                + waitAfter(failures, ThreadLocalRandom.current().nextDouble()) * 1_000_000;
    }

    /**
     * @param failures in a row
     * @param luck 0..1
     * @return ms
     */
    static long waitAfter(int failures, double luck) {
        if (failures < 2) {
            return 0;
        }
        long wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(failures - 2, 10));
        return (long) (wait * (0.75 + luck / 2));
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
