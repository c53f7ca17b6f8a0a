package org.muster.hypervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection said of everything it has, at one instant. Every VM is in it.
 *
 * @param vms in any order; no two with one external id
 * @param hosts at least one
 * @param cluster what it says of itself as a whole; null if that was not observed
 * @param calls requests that it took
 */
public record Observation(
        List<ObservedVm> vms, List<ObservedHost> hosts, @Nullable ObservedCluster cluster, int calls) {

    public Observation {
        vms = List.copyOf(vms);
        hosts = List.copyOf(hosts);
    }

    /** Of a source that says nothing of itself as a whole. */
    public Observation(List<ObservedVm> vms, List<ObservedHost> hosts, int calls) {
        this(vms, hosts, null, calls);
    }
}
