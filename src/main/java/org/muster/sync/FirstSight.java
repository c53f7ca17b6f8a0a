package org.muster.sync;

import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What a row holds of a VM that the inventory did not have; one that can't be described is listed all the same. */
final class FirstSight {

    private FirstSight() {}

    static VmState of(Pass pass, ObservedVm vm, boolean hostOffline) {
        StatusReading reading = vm.reading();
        VmDetails details = vm.details() != null ? vm.details() : VmDetails.unread(reading.externalId());
        return VmState.atFirst(
                        pass.clusterId(),
                        pass.connectionId(),
                        reading.externalId(),
                        reading.host(),
                        details,
                        reading.status(),
                        reading.detail())
                .withError(hostOffline ? Staleness.HOST_OFFLINE : error(vm));
    }

    private static @Nullable String error(ObservedVm vm) {
        boolean silent = vm.error() == null && vm.reading().status() == VmStatus.UNKNOWN;
        return silent ? Staleness.NOT_TOLD : vm.error();
    }
}
