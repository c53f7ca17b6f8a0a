package org.muster.sync;

import java.util.List;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.GuestWord;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmType;

/** What a row holds of a VM that the inventory did not have; one that can't be described is listed all the same. */
final class FirstSight {

    private FirstSight() {}

    static VmState of(Pass pass, ObservedVm vm, boolean hostOffline) {
        StatusReading reading = vm.reading();
        VmDetails details = vm.details() != null ? vm.details() : nameless(reading.externalId());
        return new VmState(
                pass.clusterId(),
                pass.connectionId(),
                reading.externalId(),
                reading.host(),
                details,
                reading.status(),
                reading.detail(),
                null,
                VmState.Ports.CLOSED,
                null,
                hostOffline ? Staleness.HOST_OFFLINE : vm.error(),
                VmState.Absence.NONE,
                null,
                0,
                GuestWord.atFirst(details));
    }

    private static VmDetails nameless(String externalId) {
        return new VmDetails(
                externalId,
                null,
                null,
                VmType.QEMU,
                VmCategory.OTHER,
                0,
                0,
                null,
                null,
                false,
                false,
                "",
                "",
                "",
                List.of(),
                List.of());
    }
}
