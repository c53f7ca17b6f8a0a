package org.muster.sync;

import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/** What a row holds of a VM that the inventory did not have; one that can't be described is listed all the same. */
final class FirstSight {

    private FirstSight() {}

    static VmState of(Pass pass, ObservedVm vm, boolean hostOffline) {
        StatusReading reading = vm.reading();
        VmDetails details = vm.details() != null ? vm.details() : VmDetails.unread(reading.externalId());
        VmState first = VmState.atFirst(
                        pass.clusterId(),
                        pass.connectionId(),
                        reading.externalId(),
                        reading.host(),
                        details,
                        reading.status(),
                        reading.detail())
                .withError(hostOffline || vm.error() == null ? StatusWord.silence(reading, hostOffline) : vm.error());
        return StatusWord.withMarks(first, reading);
    }
}
