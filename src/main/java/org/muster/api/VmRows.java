package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.Vm;
import org.muster.sync.SyncReport;
import org.muster.sync.Watch;

/** Finds single VMs for a caller, and knows how rows look now. */
@Singleton
public class VmRows {

    private final VisibleVms vms;
    private final Clusters clusters;
    private final SyncReport report;
    private final Watch watch;
    private final RightsBook book;

    @Inject
    public VmRows(VisibleVms vms, Clusters clusters, SyncReport report, Watch watch, RightsBook book) {
        this.book = book;
        this.vms = vms;
        this.clusters = clusters;
        this.report = report;
        this.watch = watch;
    }

    /** How rows look at this moment. */
    VmJson view() {
        return new VmJson(
                clusters.all().stream().collect(Collectors.toMap(Cluster::id, Cluster::name)), report.staleness());
    }

    /**
     * A VM with which the caller may do that.
     *
     * @throws NotFoundException if there is none, or none that the caller may see
     * @throws AccessDenied if the caller may see it and not do that
     */
    Vm byId(String id, Caller caller, Permission needed) {
        Vm found = Check.digits(id).flatMap(number -> vms.find(number, caller)).orElseThrow(NotFoundException::new);
        book.require(caller.rights(), needed, found.id());
        watch.seen(List.of(found));
        return found;
    }

    /**
     * The one live VM of that vmid.
     *
     * @throws NotFoundException if there is none, or none that the caller may see
     * @throws AmbiguousVmid if there are several
     * @throws AccessDenied if the caller may see it and not do what is needed
     */
    Vm byVmid(String vmid, @Nullable String cluster, Caller caller, Permission needed) {
        Check check = new Check();
        Long within = check.number("cluster", cluster, 1, Check.MAX_ID).orElse(null);
        check.done();
        List<Vm> found = Check.digits(vmid)
                .map(number -> vms.byVmid(number, within, caller))
                .orElse(List.of());
        if (found.isEmpty()) {
            throw new NotFoundException();
        }
        if (found.size() > 1) {
            throw new AmbiguousVmid(found);
        }
        book.require(caller.rights(), needed, found.get(0).id());
        watch.seen(found);
        return found.get(0);
    }

    /** Somebody reads these: what runs their hosts is asked more often for a while. */
    void watched(List<Vm> vms) {
        watch.seen(vms);
    }

    /** The VM as an answer of its own: what the list has of it, and what its guest said. */
    byte[] json(Vm vm) {
        return VmOneJson.of(view(), vm, vms.guest(vm).orElse(null));
    }
}
