package org.muster.hypervisor;

/**
 * Is told of events, on a thread of the adapter's that serves all connections: must neither block, nor throw, nor ask
 * a hypervisor. May still be told a little after the connection was closed.
 */
public interface EventSink {

    /** Something happened to a VM. */
    void happened(VmEvent event);

    /**
     * Events may have been lost, so that only a full observation tells what happened: there were too many at once, or the
     * connection ended, in which case {@link HypervisorConnection#isOpen()} is false.
     */
    void lost();
}
