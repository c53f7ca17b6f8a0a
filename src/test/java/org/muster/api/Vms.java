package org.muster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.access.Caller;
import org.muster.access.rights.Rights;
import org.muster.access.rights.Role;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.GuestWord;
import org.muster.inventory.Marks;
import org.muster.inventory.Nic;
import org.muster.inventory.Quarantine;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;

/** VMs made by hand. */
final class Vms {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final long CONNECTION = 3;

    private Vms() {}

    /** The contract's example. */
    static Vm webServer() {
        return named("web-server", "");
    }

    static Vm named(String name, String title) {
        VmDetails details = new VmDetails(
                name,
                "4c1e0f3a-0000-4000-8000-000000000001",
                100,
                VmType.QEMU,
                VmCategory.LINUX,
                4096,
                2,
                34_359_738_368L,
                "10.220.15.50",
                false,
                true,
                title,
                "",
                "debian12",
                List.of("web", "prod"),
                List.of(new Nic("52:54:00:00:00:01", "default", "virtio")),
                3);
        VmState state = VmState.atFirst(
                        1,
                        CONNECTION,
                        "4c1e0f3a-0000-4000-8000-000000000001",
                        "kvm-01",
                        details,
                        VmStatus.RUNNING,
                        "running")
                .withStatus(VmStatus.RUNNING, "running", NOW.minusSeconds(86_400))
                .withPorts(new VmState.Ports(false, true))
                .withGuest(details, GuestWord.NONE)
                .withMarks(new Marks("front", "backup", "started"));
        return new Vm(1_000_000_017L, state, 7, NOW.minusSeconds(60), 25.5, 60.2, 42);
    }

    /** A VM of which next to nothing is known, gone, with a task under way. */
    static Vm bare() {
        VmDetails details = new VmDetails(
                "",
                null,
                null,
                VmType.LXC,
                VmCategory.OTHER,
                0,
                0,
                null,
                null,
                true,
                false,
                "",
                "",
                "",
                List.of(),
                List.of());
        VmState state = VmState.atFirst(1, 9, "x", "", details, VmStatus.RUNNING, "")
                .withTask(new VmState.RowTask(5, "rebooting"), 0)
                .withError("locked")
                .withAbsence(new VmState.Absence(2, NOW.minusSeconds(900), Duration.ZERO, NOW));
        return new Vm(1_000_000_018L, state, 7, NOW.minusMillis(1), null, Double.NaN, 43);
    }

    /** All connections are observed. */
    static VmJson fresh() {
        return new VmJson(Map.of(1L, "lab"), new Staleness(NOW, Map.of(), Map.of(CONNECTION, observed())));
    }

    /** The connection is stale for a minute. */
    static VmJson stale() {
        return new VmJson(
                Map.of(1L, "lab"),
                new Staleness(NOW, Map.of(CONNECTION, NOW.minusSeconds(60)), Map.of(CONNECTION, observed())));
    }

    private static ConnectionState observed() {
        return new ConnectionState(
                CONNECTION,
                1,
                7,
                NOW.minusSeconds(200),
                NOW.minusSeconds(20).plusNanos(123_456_789),
                null,
                0,
                null,
                null,
                Quarantine.NONE,
                12,
                null,
                ConnectionState.Effort.UNKNOWN);
    }

    /** Somebody who has a role everywhere. */
    static Caller caller(long id, String name, Role role, String source) {
        return new Caller(id, name, new Rights(id, role.permissions(), Set.of("user:" + id)), source);
    }
}
