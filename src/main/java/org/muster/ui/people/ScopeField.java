package org.muster.ui.people;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.access.admin.Naming;
import org.muster.access.rights.Scope;
import org.muster.inventory.Clusters;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;
import org.muster.sync.SyncReport;
import org.muster.ui.page.Typed;
import org.muster.ui.page.Who;
import org.muster.ui.page.WrongField;

/** What a grant is about, as forms have it: {@code scope}, and {@code of}, which is a name or an id. */
@Singleton
public class ScopeField {

    private final Clusters clusters;
    private final Who who;
    private final VisibleVms vms;
    private final SyncReport report;

    @Inject
    public ScopeField(Clusters clusters, Who who, VisibleVms vms, SyncReport report) {
        this.clusters = clusters;
        this.who = who;
        this.vms = vms;
        this.report = report;
    }

    /** @throws WrongField if it is not there */
    Scope of(Typed typed, Caller caller) {
        String of = typed.text("of");
        String kind = typed.text("scope");
        if (kind.equals(Scope.Kind.ALL.word())) {
            return Scope.ALL;
        }
        if (of.isEmpty()) {
            throw new WrongField("Of which " + kind + " must be said.");
        }
        return switch (kind) {
            case "cluster" -> Scope.cluster(cluster(of));
            case "tag" -> tag(of);
            case "group" -> Scope.group(who.named("group", of).orElseThrow().id());
            case "vm" -> Scope.vm(vm(of, caller));
            default -> throw new WrongField("The scope must be chosen.");
        };
    }

    private static Scope tag(String tag) {
        Naming.wrongTag(tag).ifPresent(wrong -> {
            throw new WrongField("The tag " + wrong + ".");
        });
        return Scope.tag(tag);
    }

    private long cluster(String name) {
        return clusters.all().stream()
                .filter(cluster -> cluster.name().equals(name)
                        || Long.toString(cluster.id()).equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongField("There is no cluster “" + name + "”."))
                .id();
    }

    private long vm(String name, Caller caller) {
        if (name.matches("[0-9]{1,18}")) {
            return Long.parseLong(name);
        }
        VmQuery query = new VmQuery(
                List.of(name.split("\\s+")), null, Set.of(), null, null, null, null, false, VmQuery.Sort.NAME, false);
        List<Long> found = vms.list(query, caller, report.staleness(), 1, 1000).vms().stream()
                .filter(vm -> vm.state().details().name().equalsIgnoreCase(name))
                .map(Vm::id)
                .toList();
        if (found.size() != 1) {
            throw new WrongField(
                    found.isEmpty()
                            ? "You see no VM “" + name + "”."
                            : "Several VMs are called “" + name + "”: give the id that stands in its page's address.");
        }
        return found.get(0);
    }
}
