package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Rights;
import org.muster.access.rights.RightsBook;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.Inventory;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmChanges;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmPage;
import org.muster.inventory.VmQuery;

/** The inventory as callers see it: all that API and pages read of VMs. */
@Singleton
public class VisibleVms {

    private final Inventory inventory;
    private final VmGuests guests;
    private final Clusters clusters;
    private final RightsBook book;

    @Inject
    public VisibleVms(Inventory inventory, VmGuests guests, Clusters clusters, RightsBook book) {
        this.inventory = inventory;
        this.guests = guests;
        this.clusters = clusters;
        this.book = book;
    }

    /** As {@link Inventory#list}. */
    public VmPage list(VmQuery query, Caller caller, Staleness stale, int page, int size) {
        return inventory.list(query, caller.viewer(), stale, page, size);
    }

    /** As {@link Inventory#since}. */
    public VmChanges since(long revision, VmQuery query, Caller caller, Staleness stale) {
        return inventory.since(revision, query, caller.viewer(), stale);
    }

    /** As {@link Inventory#ids}. */
    public List<Long> ids(VmQuery query, Caller caller, Staleness stale) {
        return inventory.ids(query, caller.viewer(), stale);
    }

    /** The rows of these ids (at most 1000), in their order; those that the caller does not see are left out. */
    public List<Vm> rows(List<Long> ids, Caller caller) {
        Set<Long> seen = book.among(ids, caller.rights(), Permission.VM_READ);
        return inventory.rows(ids.stream().filter(seen::contains).toList());
    }

    /** Whether nothing at all is known of what is asked for, by anybody. */
    public boolean isUnknown(VmQuery query, Staleness stale) {
        return inventory.list(query, Viewer.ALL, stale, 1, 1).total() == 0;
    }

    /** As {@link Inventory#find}. */
    public Optional<Vm> find(long id, Caller caller) {
        return inventory.find(id, caller.viewer());
    }

    /** As {@link Inventory#byVmid}. */
    public List<Vm> byVmid(long vmid, @Nullable Long cluster, Caller caller) {
        return inventory.byVmid(vmid, cluster, caller.viewer());
    }

    /** As {@link Inventory#countsByHost}. */
    public Map<Inventory.Place, Long> countsByHost(Caller caller) {
        return inventory.countsByHost(caller.viewer());
    }

    /** What the guest of a VM said that the caller was found to see. */
    public Optional<VmGuest> guest(Vm vm) {
        return guests.find(vm.id());
    }

    /** The number of the last committed change. */
    public long revision() {
        return inventory.revision();
    }

    /** How many live VMs somebody sees. */
    public long count(Rights rights, Staleness stale) {
        return inventory.counts(rights.viewer(), stale).total();
    }

    /** The names of these VMs, gone or not; those that the caller does not see are left out. */
    public Map<Long, String> names(Collection<Long> ids, Caller caller) {
        return rows(List.copyOf(Set.copyOf(ids)), caller).stream()
                .collect(Collectors.toMap(Vm::id, vm -> vm.state().details().name()));
    }

    /** The clusters that the caller sees, by name: all, or those of the live VMs that he sees. */
    public List<Cluster> clusters(Caller caller) {
        if (caller.may(Permission.HOST_READ)) {
            return clusters.all();
        }
        Set<Long> seen = countsByHost(caller).keySet().stream()
                .map(Inventory.Place::cluster)
                .collect(Collectors.toSet());
        return clusters.all().stream()
                .filter(cluster -> seen.contains(cluster.id()))
                .toList();
    }
}
