package org.muster.ui.vms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Cluster;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmState.RowTask;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;

/** Hand-made values for the table's tests. */
final class Sample {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Staleness FRESH = new Staleness(NOW, Map.of(), Map.of());
    static final Cluster LAB = new Cluster(1, "lab", SourceKind.LIBVIRT, NOW);
    static final Cluster DEMO = new Cluster(2, "fleet", SourceKind.DEMO, NOW);
    static final VmDetails DETAILS = new VmDetails(
            "web-server",
            "0f3d5a52-93f9-4f4e-8f7c-0d1c43a2b001",
            null,
            VmType.QEMU,
            VmCategory.LINUX,
            4096,
            4,
            34359738368L,
            "10.220.15.50",
            false,
            true,
            "",
            "",
            "debian12",
            List.of("web", "prod"),
            List.of());
    static final VmState RUNNING = VmState.atFirst(
                    1, 7, "0f3d5a52-93f9-4f4e-8f7c-0d1c43a2b001", "kvm-01", DETAILS, VmStatus.RUNNING, "running")
            .withStatus(VmStatus.RUNNING, "running", NOW.minusSeconds(86_400));

    private Sample() {}

    static VmState in(VmStatus status) {
        return RUNNING.withStatus(status, status.word(), null);
    }

    static VmState underWay(VmStatus status, @Nullable String taskState) {
        return in(status).withTask(new RowTask(5, taskState), 1);
    }

    static VmState named(String name) {
        return RUNNING.withDetails(details(name, false, List.of("web")), null);
    }

    static VmState described(String text, int snapshots) {
        VmDetails d = DETAILS;
        VmDetails told = new VmDetails(
                d.name(),
                d.uuid(),
                d.vmid(),
                d.type(),
                d.category(),
                d.memoryMib(),
                d.cores(),
                d.diskBytes(),
                d.ip(),
                d.template(),
                d.autostart(),
                d.title(),
                text,
                d.os(),
                d.tags(),
                d.nics(),
                snapshots);
        return RUNNING.withDetails(told, null);
    }

    static VmDetails details(String name, boolean template, List<String> tags) {
        VmDetails d = DETAILS;
        return new VmDetails(
                name,
                d.uuid(),
                d.vmid(),
                d.type(),
                d.category(),
                d.memoryMib(),
                d.cores(),
                d.diskBytes(),
                d.ip(),
                template,
                d.autostart(),
                d.title(),
                d.description(),
                d.os(),
                tags,
                d.nics());
    }

    static Vm vm(VmState state) {
        return new Vm(1_000_000_017L, state, 3, NOW.minusSeconds(12), 25.5, 60.2, 9);
    }

    static VmRow row(VmState state) {
        return VmRow.of(vm(state), LAB, FRESH, true, ListQuery.parse(null), "token");
    }
}
