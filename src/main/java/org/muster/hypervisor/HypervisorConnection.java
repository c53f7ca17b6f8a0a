package org.muster.hypervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An open connection to one hypervisor or cluster. Safe for use by several threads. Every call returns or throws
 * within its limit (and a second of grace), whatever the other side does; after {@link HypervisorException.Reason#TIMEOUT} or
 * {@link HypervisorException.Reason#UNREACHABLE} the connection is spent: {@link #isOpen()} is false, and the caller closes it and
 * opens another.
 */
public interface HypervisorConnection extends AutoCloseable {

    /** Characters of a receipt that can be kept. */
    int LONGEST_RECEIPT = 500;

    /** Whether calls may still succeed. */
    boolean isOpen();

    /** Everything: each VM with details, the hosts. Complete, or an exception (rule 1). */
    Observation observe(Duration limit) throws HypervisorException;

    /** The status of every VM by one bulk call; never blocked by one sick VM. Complete, or an exception. */
    StatusObservation observeStatuses(Duration limit) throws HypervisorException;

    /**
     * CPU, memory and uptime of the active VMs by one bulk call. Empty where the source gives no bulk figures. The
     * first call after opening may lack CPU usage, which is a difference of two. Figures that can't be had while the
     * source answers otherwise end in SOURCE_FAILED, and the connection lives on.
     */
    FigureObservation observeFigures(Duration limit) throws HypervisorException;

    /** One VM with details; empty if the source says that it does not exist. */
    Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException;

    /**
     * Several VMs with details, by as few calls as the source allows. Each of the ids is in the answer, seen or absent,
     * or there is an exception.
     */
    default TargetedObservation observeVms(Collection<String> externalIds, Duration limit) throws HypervisorException {
        long start = System.nanoTime();
        List<ObservedVm> vms = new ArrayList<>();
        Set<String> absent = new HashSet<>();
        for (String id : new LinkedHashSet<>(externalIds)) {
            observeVm(id, limit.minusNanos(System.nanoTime() - start)).ifPresentOrElse(vms::add, () -> absent.add(id));
        }
        return new TargetedObservation(vms, absent, vms.size() + absent.size());
    }

    /**
     * Has the source tell of events from now on, until the connection ends. Called at most once a connection. What
     * happened before is not told: a full observation begun after this has it.
     *
     * @return whether the source tells of any
     */
    default boolean listen(EventSink sink, Duration limit) throws HypervisorException {
        return false;
    }

    /**
     * What a VM's guest says of itself, and where the network says that it is. Slow, as the guest itself is asked: for
     * one VM of a host at a time, and never for a status.
     *
     * @throws HypervisorException NO_SUCH_VM if the source has no such VM; a guest that does not answer is no failure
     */
    default GuestObservation observeGuest(String externalId, Duration limit) throws HypervisorException {
        return GuestObservation.nothing(GuestObservation.Agent.NONE, 0);
    }

    /**
     * Asks for an action and returns when the hypervisor has taken it, which for a guest's shutdown or reboot is
     * before it has ended. Nothing is asked twice.
     *
     * @return where the source carries it out by itself, its own name for that, at most {@value #LONGEST_RECEIPT}
     *     characters: any later connection to it can {@link #follow} it; empty where there is nothing to follow
     * @throws OrderInDoubt when it was sent, and nobody knows whether it was taken
     * @throws HypervisorException REFUSED with the hypervisor's words when it says no, NO_SUCH_VM when it has none
     */
    Optional<String> perform(Order order, Duration limit) throws HypervisorException;

    /**
     * How far an order has come now; does not wait for its end.
     *
     * @param receipt what {@link #perform} returned, maybe to another process
     * @throws HypervisorException if the source can't be asked now
     */
    default Progress follow(String receipt, Duration limit) throws HypervisorException {
        return Progress.DONE;
    }

    /** Frees everything. Never throws, never hangs, may be called twice. */
    @Override
    void close();
}
