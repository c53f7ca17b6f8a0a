package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.access.VisibleVms;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmPage;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.SyncReport;
import org.muster.sync.Watch;
import org.muster.ui.page.Note;
import org.muster.ui.page.Visit;

/** Puts together what the table shows. */
@Singleton
public class VmLists {
    private final VisibleVms vms;
    private final Clusters clusters;
    private final SyncReport report;
    private final ClusterAdmin admin;
    private final VmGiftViews gifts;
    private final Watch watch;
    private final RightsBook book;

    @Inject
    public VmLists(
            VisibleVms vms,
            Clusters clusters,
            SyncReport report,
            ClusterAdmin admin,
            VmGiftViews gifts,
            Watch watch,
            RightsBook book) {
        this.book = book;
        this.vms = vms;
        this.clusters = clusters;
        this.report = report;
        this.admin = admin;
        this.gifts = gifts;
        this.watch = watch;
    }

    VmScreen screen(ListQuery query, Visit visit, Note note) {
        String suggestion = visit.caller().may(Permission.CLUSTER_ADMIN)
                ? admin.suggestion()
                        .map(local -> String.join(", ", local.addresses()))
                        .orElse(null)
                : null;
        List<Cluster> known = vms.clusters(visit.caller());
        return VmScreen.of(visit.frame("Virtual machines", "vms"), note, list(query, visit), known, suggestion);
    }

    VmList list(ListQuery query, Visit visit) {
        Staleness staleness = report.staleness();
        VmPage page = vms.list(query.toVmQuery(), visit.caller(), staleness, query.page(), ListQuery.SIZE);
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
    Optional<VmOneScreen> one(long id, Visit visit, Note note, Map<String, String> typed) {
        return vms.find(id, visit.caller()).map(vm -> {
            VmRow row = row(vm, ListQuery.parse(null), visit);
            GuestView guest = vms.guest(vm)
                    .map(said -> GuestView.of(said, vm, report.staleness()))
                    .orElse(null);
            String category = vm.state().details().category().word();
            return new VmOneScreen(
                    visit.frame(row.name(), "vms"),
                    note,
                    row,
                    category,
                    VmNotes.of(vm.state()),
                    guest,
                    gifts.of(visit.caller(), id, typed));
        });
    }

    /** One VM as its row now stands, if the caller may see it. */
    Optional<VmRow> row(long id, ListQuery back, Visit visit) {
        return vms.find(id, visit.caller()).map(vm -> row(vm, back, visit));
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
