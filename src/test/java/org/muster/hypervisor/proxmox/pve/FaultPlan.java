package org.muster.hypervisor.proxmox.pve;

import org.jspecify.annotations.Nullable;

/** Decides at each request what goes wrong. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * @param route "GET /cluster/resources", with {names} in place of what differs; as it was sent if it is unknown
     * @return null if all is well
     */
    @Nullable
    Fault fault(String route);
}
