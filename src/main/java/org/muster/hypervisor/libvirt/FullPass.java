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
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmDetails;

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
        FullPass pass = new FullPass(
                HostFacts.read(connection, hostName), Domains.autostarted(connection), Leases.of(connection));
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

    /** The whole, with the disks' sizes as far as they are known. */
    Observation observation(Map<String, DiskSizes> sizes, int sizeCalls) {
        List<ObservedVm> vms = new ArrayList<>(seen.size());
        seen.forEach((id, vm) -> {
            StatusReading reading = new StatusReading(
                    id, host.name(), vm.state().status(), vm.state().detail());
            Definition definition = vm.definition();
            if (definition == null) {
                vms.add(new ObservedVm(reading, null, vm.error()));
                return;
            }
            VmDetails details = definition.details(
                    id,
                    autostarted.contains(id),
                    sizes.getOrDefault(id, DiskSizes.UNKNOWN).sum(definition.disks()),
                    leases.address(definition.nics()));
            vms.add(new ObservedVm(reading, details, null));
        });
        return new Observation(vms, List.of(host), calls + sizeCalls);
    }
}
