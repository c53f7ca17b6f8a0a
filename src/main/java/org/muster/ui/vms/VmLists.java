package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.Inventory;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmPage;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.SyncReport;
import org.muster.sync.Watch;
import org.muster.ui.page.Note;
import org.muster.ui.page.Visit;

/** Puts together what the table shows. */
@Singleton
public class VmLists {
    private final Inventory inventory;
    private final Clusters clusters;
    private final SyncReport report;
    private final ClusterAdmin admin;
    private final VmGuests guests;
    private final Watch watch;
    private final RightsBook book;

    @Inject
    public VmLists(
            Inventory inventory,
            Clusters clusters,
            SyncReport report,
            ClusterAdmin admin,
            VmGuests guests,
            Watch watch,
            RightsBook book) {
        this.book = book;
        this.inventory = inventory;
        this.clusters = clusters;
        this.report = report;
        this.admin = admin;
        this.guests = guests;
        this.watch = watch;
    }

    VmScreen screen(ListQuery query, Visit visit, Note note) {
        String suggestion = visit.caller().may(Permission.CLUSTER_ADMIN)
                ? admin.suggestion()
                        .map(local -> String.join(", ", local.addresses()))
                        .orElse(null)
                : null;
        List<Cluster> known = visit.caller().may(Permission.HOST_READ) ? clusters.all() : List.of();
        return VmScreen.of(visit.frame("Virtual machines", "vms"), note, list(query, visit), known, suggestion);
    }

    VmList list(ListQuery query, Visit visit) {
        Staleness staleness = report.staleness();
        VmPage page =
                inventory.list(query.toVmQuery(), visit.caller().viewer(), staleness, query.page(), ListQuery.SIZE);
        watch.seen(page.vms());
        Map<Long, Cluster> byId = clusters.all().stream().collect(Collectors.toMap(Cluster::id, Function.identity()));
        Set<Long> may = book.among(
                page.vms().stream().map(Vm::id).toList(), visit.caller().rights(), Permission.VM_POWER);
        List<VmRow> rows = page.vms().stream()
                .map(vm -> VmRow.of(
                        vm, byId.get(vm.state().clusterId()), staleness, may.contains(vm.id()), query, visit.csrf()))
                .toList();
        List<String> issues = visit.caller().may(Permission.HOST_READ) ? report.issues() : List.of();
        return new VmList(query, rows, page.total(), issues);
    }

    /** The page of one VM, if the caller may see it. */
    Optional<VmOneScreen> one(long id, Visit visit) {
        return inventory.find(id, visit.caller().viewer()).map(vm -> {
            VmRow row = row(vm, ListQuery.parse(null), visit);
            GuestView guest = guests.find(id)
                    .map(said -> GuestView.of(said, vm, report.staleness()))
                    .orElse(null);
            String category = vm.state().details().category().word();
            return new VmOneScreen(visit.frame(row.name(), "vms"), row, category, VmNotes.of(vm.state()), guest);
        });
    }

    /** One VM as its row now stands, if the caller may see it. */
    Optional<VmRow> row(long id, ListQuery back, Visit visit) {
        return inventory.find(id, visit.caller().viewer()).map(vm -> row(vm, back, visit));
    }

    private VmRow row(Vm vm, ListQuery back, Visit visit) {
        watch.seen(List.of(vm));
        Cluster cluster = clusters.all().stream()
                .filter(each -> each.id() == vm.state().clusterId())
                .findFirst()
                .orElse(null);
        boolean may = book.may(visit.caller().rights(), Permission.VM_POWER, vm.id());
        return VmRow.of(vm, cluster, report.staleness(), may, back, visit.csrf());
    }
}
