package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
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
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private int calls;

    /** One domain: its definition, or why it could not be read. */
    private record Seen(DomainState state, @Nullable Definition definition, String error) {}

    private FullPass(ObservedHost host, Set<String> autostarted, Leases leases) {
        this.host = host;
        this.autostarted = autostarted;
        this.leases = leases;
    }

    static FullPass read(Pointer connection, String hostName) throws VirtException {
        FullPass pass = new FullPass(
                HostFacts.read(connection, hostName), Domains.autostarted(connection), Leases.of(connection));
        pass.calls = HostFacts.CALLS + 1 + pass.leases.calls();
        int stateCalls = Domains.states(connection, entry -> pass.add(connection, entry));
        pass.calls += stateCalls;
        return pass;
    }

    /** A domain that is undefined between the answers does not exist. */
    private void add(Pointer connection, BulkStats.Entry entry) throws VirtException {
        DomainState state = Domains.state(entry);
        calls++;
        try {
            seen.put(entry.uuid(), new Seen(state, Domains.definition(entry.domain()), ""));
        } catch (HypervisorException e) {
            seen.put(entry.uuid(), new Seen(state, null, String.valueOf(e.getMessage())));
        } catch (VirtException e) {
            if (Link.isBroken(connection)) {
                throw e;
            }
            if (e.code() != VirtException.NO_DOMAIN) {
                seen.put(entry.uuid(), new Seen(state, null, Failures.cleaned(e.getMessage())));
            }
        }
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
