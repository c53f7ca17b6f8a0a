package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.TargetedObservation;

/** Looks at some domains over the main link: their states by one call, what else there is by one each. */
final class Targeted {

    private final String host;
    private final Definitions definitions;
    private final Silence silence;
    private final Map<String, DiskSizes> lastSizes;

    /** @param lastSizes of the last full observation: QEMU is not asked here, so they serve for domains that run */
    Targeted(String host, Definitions definitions, Silence silence, Map<String, DiskSizes> lastSizes) {
        this.host = host;
        this.definitions = definitions;
        this.silence = silence;
        this.lastSizes = lastSizes;
    }

    TargetedObservation read(Pointer connection, Collection<String> ids) throws VirtException {
        Set<String> asked = new LinkedHashSet<>(ids);
        List<Pointer> handles = lookedUp(connection, asked);
        int calls = asked.size();
        List<ObservedVm> vms = new ArrayList<>();
        try (Found found = new Found()) {
            if (!handles.isEmpty()) {
                BulkStats.of(handles, Virt.STATS_STATE, 0, found::add);
                List<Found.One> all = found.list();
                SpareHands.each(all, one -> one.look(connection, definitions));
                Leases leases = Leases.of(connection);
                Map<String, DiskSizes> sizes = sizes(all);
                for (Found.One one : all) {
                    silence.look(one.domain(), one.uuid());
                    one.seen().ifPresent(seen -> vms.add(observed(one, seen, sizes, leases)));
                }
                calls += 2 + 3 * all.size() + leases.calls();
            }
        } finally {
            handles.forEach(Virt::virDomainFree);
        }
        Set<String> seen = vms.stream().map(vm -> vm.reading().externalId()).collect(Collectors.toSet());
        asked.removeIf(id -> seen.contains(id.toLowerCase(Locale.ROOT)));
        return new TargetedObservation(vms, asked, calls);
    }

    private ObservedVm observed(Found.One one, Found.Seen seen, Map<String, DiskSizes> sizes, Leases leases) {
        return seen.observed(
                one.uuid(),
                host,
                Domains.autostart(one.domain()),
                sizes.getOrDefault(one.uuid(), DiskSizes.UNKNOWN),
                leases,
                silence.errorOf(one.uuid()));
    }

    private static List<Pointer> lookedUp(Pointer connection, Set<String> ids) throws VirtException {
        List<Pointer> handles = new ArrayList<>();
        boolean whole = false;
        try {
            for (String id : ids) {
                try {
                    handles.add(Domains.find(connection, id));
                } catch (HypervisorException noSuch) {
                    // no UUID, so no domain
                } catch (VirtException e) {
                    if (e.code() != VirtException.NO_DOMAIN) {
                        throw e;
                    }
                }
            }
            whole = true;
            return handles;
        } finally {
            if (!whole) {
                handles.forEach(Virt::virDomainFree);
            }
        }
    }

    private Map<String, DiskSizes> sizes(List<Found.One> all) throws VirtException {
        Map<String, DiskSizes> sizes = new HashMap<>(lastSizes);
        List<Pointer> idle = all.stream()
                .filter(one -> !one.isActive())
                .map(Found.One::domain)
                .toList();
        if (!idle.isEmpty()) {
            BulkStats.of(idle, Virt.STATS_BLOCK, Virt.NOWAIT, entry -> sizes.put(entry.uuid(), DiskSizes.of(entry)));
        }
        return sizes;
    }
}
