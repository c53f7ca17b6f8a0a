package org.muster.hypervisor;

import java.util.List;

/**
 * What one connection said of everything it has, at one instant. Every VM is in it.
 *
 * @param vms in any order; no two with one external id
 * @param hosts at least one
 * @param calls requests that it took
 */
public record Observation(List<ObservedVm> vms, List<ObservedHost> hosts, int calls) {

    public Observation {
        vms = List.copyOf(vms);
        hosts = List.copyOf(hosts);
    }
}
