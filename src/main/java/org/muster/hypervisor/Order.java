package org.muster.hypervisor;

import java.time.Duration;
import org.muster.inventory.VmAction;

/**
 * What is asked of a source.
 *
 * @param externalId the VM's, as in {@link StatusReading}
 * @param guestPatience how long a guest that is asked to shut down or to reboot is waited for, where the source waits for
 *     it; whole seconds count
 * @param force of a shutdown: whether the VM is stopped when that is over and it is not down. A source that does not wait
 *     for guests does not stop it either: its caller has to
 */
public record Order(VmAction action, String externalId, Duration guestPatience, boolean force) {

    /** Without force. */
    public Order(VmAction action, String externalId, Duration guestPatience) {
        this(action, externalId, guestPatience, false);
    }
}
