package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.ObservedVm;

/** What a full observation reads over the main link: nothing that a sick QEMU could hold up. */
final class FullPass {

    private final ObservedHost host;
    private final Set<String> autostarted;
    private final Leases leases;
    private final Map<String, Found.Seen> seen = new LinkedHashMap<>();
    private int calls;

    private FullPass(ObservedHost host, Set<String> autostarted, Leases leases) {
        this.host = host;
        this.autostarted = autostarted;
        this.leases = leases;
    }

    static FullPass read(Pointer connection, String hostName, Definitions definitions) throws VirtException {
        Set<String> autostarted = Set.copyOf(Domains.listed(connection, Virt.LIST_AUTOSTART));
        FullPass pass = new FullPass(HostFacts.read(connection, hostName), autostarted, Leases.of(connection));
        pass.calls = HostFacts.CALLS + 1 + pass.leases.calls();
        try (Found found = new Found()) {
            pass.calls += Domains.states(connection, found::add) + found.size();
            SpareHands.each(found.list(), one -> one.look(connection, definitions));
            found.list().forEach(one -> one.seen().ifPresent(seen -> pass.seen.put(one.uuid(), seen)));
        }
        definitions.keepOnly(pass.seen.keySet());
        return pass;
    }

    /** The domains' virtual CPUs. */
    Map<String, Integer> cores() {
        Map<String, Integer> cores = new HashMap<>();
        seen.forEach((id, vm) -> {
            if (vm.definition() != null) {
                cores.put(id, vm.definition().cores());
            }
        });
        return cores;
    }

    /** The whole, with the disks' sizes as far as they are known and what ails VMs. */
    Observation observation(Map<String, DiskSizes> sizes, int sizeCalls, Silence silence) {
        List<ObservedVm> vms = new ArrayList<>(seen.size());
        seen.forEach((id, vm) -> vms.add(vm.observed(
                id,
                host.name(),
                autostarted.contains(id),
                sizes.getOrDefault(id, DiskSizes.UNKNOWN),
                leases,
                silence.errorOf(id))));
        return new Observation(vms, List.of(host), calls + sizeCalls);
    }
}
