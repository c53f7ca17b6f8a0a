package org.muster.hypervisor;

import java.time.Duration;
import org.muster.inventory.VmAction;

/**
 * What is asked of a source.
 *
 * @param externalId the VM's, as in {@link StatusReading}
 * @param guestPatience how long a guest that is asked to shut down or to reboot is waited for, where the source waits for
 *     it; whole seconds count
 */
public record Order(VmAction action, String externalId, Duration guestPatience) {}
