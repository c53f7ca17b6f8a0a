package org.muster.hypervisor;

import java.util.List;
import java.util.Set;

/**
 * What a source said of the VMs that it was asked for. Each of them is in one of the two.
 *
 * @param absent external ids of which the source says that there are no such VMs
 * @param calls requests that it took
 */
public record TargetedObservation(List<ObservedVm> vms, Set<String> absent, int calls) {

    public TargetedObservation {
        vms = List.copyOf(vms);
        absent = Set.copyOf(absent);
    }
}
