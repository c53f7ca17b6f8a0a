package org.muster.hypervisor;

import java.time.Duration;
import java.util.Optional;
import org.muster.inventory.VmAction;

/**
 * An open connection to one hypervisor or cluster. Safe for use by several threads. Every call returns or throws
 * within its limit (and a second of grace), whatever the other side does; after {@link HypervisorException.Reason#TIMEOUT} or
 * {@link HypervisorException.Reason#UNREACHABLE} the connection is spent: {@link #isOpen()} is false, and the caller closes it and
 * opens another.
 */
public interface HypervisorConnection extends AutoCloseable {

    /** Whether calls may still succeed. */
    boolean isOpen();

    /** Everything: each VM with details, the hosts. Complete, or an exception (rule 1). */
    Observation observe(Duration limit) throws HypervisorException;

    /** The status of every VM by one bulk call; never blocked by one sick VM. Complete, or an exception. */
    StatusObservation observeStatuses(Duration limit) throws HypervisorException;

    /**
     * CPU, memory and uptime of the active VMs by one bulk call. Empty where the source gives no bulk figures. The
     * first call after opening may lack CPU usage, which is a difference of two.
     */
    FigureObservation observeFigures(Duration limit) throws HypervisorException;

    /** One VM with details; empty if the source says that it does not exist. */
    Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException;

    /**
     * Asks for an action and returns when the hypervisor has taken it, which for a guest's shutdown or reboot is
     * before it has ended.
     *
     * @throws HypervisorException REFUSED with the hypervisor's words when it says no, NO_SUCH_VM when it has none
     */
    void perform(VmAction action, String externalId, Duration limit) throws HypervisorException;

    /** Frees everything. Never throws, never hangs, may be called twice. */
    @Override
    void close();
}
