package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Change;
import org.muster.inventory.Nic;
import org.muster.inventory.Vm;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;
import org.muster.sync.lease.Lease;

/** Values for tests: one cluster (1) with two connections (10, 20), whose hosts are called host-10 and host-20. */
public final class Sample {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    static final Toll TOLL =
            new Toll(Duration.ZERO, org.muster.inventory.ConnectionState.Effort.UNKNOWN, Duration.ZERO);

    private Sample() {}

    /** What holds where only this is configured; nobody's ports are tried. */
    static SyncConfig config(Map<SyncKey, Long> configured) {
        return SyncConfig.of(key -> configured.getOrDefault(key, key == SyncKey.PORT_CHECKS ? 0 : key.standard()));
    }

    public static VmDetails details(String name) {
        return details(name, "debian12");
    }

    public static VmDetails details(String name, String os) {
        return new VmDetails(
                name,
                null,
                null,
                VmType.QEMU,
                VmCategory.LINUX,
                2048,
                2,
                1L << 30,
                "10.0.0.9",
                false,
                false,
                "title",
                "words",
                os,
                List.of("web", "prod"),
                List.of(new Nic("52:54:00:00:00:01", "default", "virtio")));
    }

    /** The same VM where neither disks nor addresses could be asked for. */
    static VmDetails withoutOptionalFacts(VmDetails d) {
        return new VmDetails(
                d.name(),
                d.uuid(),
                d.vmid(),
                d.type(),
                d.category(),
                d.memoryMib(),
                d.cores(),
                null,
                null,
                d.template(),
                d.autostart(),
                d.title(),
                d.description(),
                d.os(),
                d.tags(),
                d.nics());
    }

    public static StatusReading reading(String id, long connection, VmStatus status) {
        return new StatusReading(id, "host-" + connection, status, status.word());
    }

    public static ObservedVm seen(String id, long connection, VmStatus status) {
        return new ObservedVm(reading(id, connection, status), details("vm-" + id), null);
    }

    public static Observation observation(long connection, ObservedVm... vms) {
        return new Observation(List.of(vms), List.of(host(connection, true)), 3);
    }

    public static ObservedHost host(long connection, boolean online) {
        return new ObservedHost("host-" + connection, online, 8, 16384, 10.0, 20.0, "9.0.0");
    }

    public static StatusObservation statuses(StatusReading... readings) {
        return new StatusObservation(List.of(readings), Set.of(), 1);
    }

    public static Pass pass(long number, long connection, Instant now) {
        return pass(number, connection, now, Duration.ZERO);
    }

    public static Pass pass(long number, long connection, Instant now, Duration sinceFull) {
        return pass(number, connection, now, sinceFull, Set.of());
    }

    public static Pass pass(long number, long connection, Instant now, Duration sinceFull, Set<Long> fenced) {
        return new Pass(number, 1, connection, now, sinceFull, fenced, new Lease(0, 0, 0), Set.of());
    }

    /** What the inventory would hold after these changes. */
    public static Map<String, Vm> applied(Map<String, Vm> known, Decision decision, Pass pass) {
        Map<String, Vm> after = new HashMap<>(known);
        long id = 1_000_000_000L + known.size();
        for (Change change : decision.changes()) {
            long row = change instanceof Change.Updated updated ? updated.id() : id++;
            after.put(
                    change.after().externalId(),
                    new Vm(row, change.after(), pass.number(), pass.now(), null, null, pass.number()));
        }
        return after;
    }

    public static ObservedVm[] many(int count, long connection) {
        ObservedVm[] vms = new ObservedVm[count];
        Arrays.setAll(vms, i -> seen("u" + i, connection, VmStatus.RUNNING));
        return vms;
    }
}
