package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** What changes a VM but its power: configuration, snapshots, clones, creating, deleting, a console's ticket. */
final class ChangeRoutes {

    private static final String VM = "/nodes/{node}/qemu/{vmid}";
    private static final String PATH = "/vms/{vmid}";

    /** Properties that are numbers in a configuration. */
    private static final Set<String> NUMBERS =
            Set.of("cores", "sockets", "numa", "onboot", "protection", "template", "kvm", "balloon", "vcpus");

    private static final Set<String> NO_PROPERTIES =
            Set.of("node", "vmid", "digest", "delete", "force", "skiplock", "storage", "start");

    private ChangeRoutes() {}

    static void add(Routes routes) {
        routes.guarded("PUT " + VM + "/config", PATH, "VM.Config.Options", ChangeRoutes::configure);
        routes.guarded("POST " + VM + "/snapshot", PATH, "VM.Snapshot", ChangeRoutes::snapshot);
        routes.guarded("DELETE " + VM + "/snapshot/{snapname}", PATH, "VM.Snapshot", ChangeRoutes::deleteSnapshot);
        routes.guarded("POST " + VM + "/clone", PATH, "VM.Clone", ChangeRoutes::copy);
        routes.guarded("DELETE " + VM, PATH, "VM.Allocate", ChangeRoutes::destroy);
        routes.guarded("POST /nodes/{node}/qemu", PATH, "VM.Allocate", ChangeRoutes::create);
        routes.guarded("POST " + VM + "/vncproxy", PATH, "VM.Console", ChangeRoutes::console);
    }

    private static Reply configure(Call call) {
        Guest guest = call.guest();
        String digest = call.parameter("digest");
        if (!digest.isEmpty() && !digest.equals(GuestRoutes.digest(guest))) {
            throw new Refusal("checksum mismatch (file change by other user?)");
        }
        set(guest, call);
        for (String name : call.parameter("delete").split("[,; ]+")) {
            guest.config.remove(name);
        }
        return Reply.data(JsonValue.NULL);
    }

    private static void set(Guest guest, Call call) {
        call.parameters().forEach((name, value) -> {
            if (!NO_PROPERTIES.contains(name) && !name.startsWith("-")) {
                boolean number = NUMBERS.contains(name);
                guest.config.put(name, number ? Data.number(Long.parseLong(value)) : Data.text(value));
            }
        });
    }

    private static Reply snapshot(Call call) {
        Guest guest = call.guest();
        String name = call.parameter("snapname");
        return task(call, "qmsnapshot", Duration.ZERO, () -> {
            guest.snapshot(name, call.parameter("description"), call.now());
            return "OK";
        });
    }

    private static Reply deleteSnapshot(Call call) {
        Guest guest = call.guest();
        String name = call.parameter("snapname");
        return task(call, "qmdelsnapshot", call.site().taskTime, () -> {
            boolean there = guest.snapshots.removeIf(
                    snapshot -> snapshot.getString("name").equals(name));
            return there ? "OK" : "snapshot '" + name + "' does not exist";
        });
    }

    private static Reply copy(Call call) {
        Guest origin = call.guest();
        int vmid = call.number("newid", 0);
        if (call.site().guests.containsKey(vmid)) {
            throw new Refusal("unable to create VM " + vmid + ": config file already exists");
        }
        Guest copy = new Guest(vmid, true, origin.node);
        copy.config.putAll(origin.config);
        copy.newIdentity();
        copy.config("name", call.parameters().getOrDefault("name", "Copy-of-VM-" + origin.name()));
        Reply reply = task(call, "qmclone", Duration.ZERO, () -> {
            call.site().guests.put(vmid, copy);
            return "OK";
        });
        Task task = call.site().tasks.get(call.site().tasks.size() - 1);
        task.log.add(0, "creating a clone of VM " + origin.vmid + " with ID " + vmid);
        return reply;
    }

    private static Reply destroy(Call call) {
        Guest guest = call.guest();
        if (guest.isRunning()) {
            throw new Refusal("VM " + guest.vmid + " is running - destroy failed");
        }
        return task(call, "qmdestroy", Duration.ZERO, () -> {
            call.site().guests.remove(guest.vmid);
            return "OK";
        });
    }

    private static Reply create(Call call) {
        int vmid = call.number("vmid", 0);
        Guest there = call.site().guests.get(vmid);
        if (there != null) {
            throw new Refusal(
                    "unable to create VM " + vmid + " - VM " + vmid + " already exists on node '" + there.node + "'");
        }
        Guest guest = new Guest(vmid, true, call.node());
        set(guest.newIdentity(), call);
        return task(call, "qmcreate", call.site().taskTime, () -> {
            call.site().guests.put(vmid, guest);
            return "OK";
        });
    }

    private static Reply console(Call call) {
        Guest guest = call.guest();
        Task task = call.site()
                .begin(guest.node, "vncproxy", call.parameter("vmid"), call.who(), Duration.ofSeconds(10), () -> "OK");
        return Reply.data(Data.object()
                .add("port", "5900")
                .add("ticket", "PVEVNC:" + task.pid)
                .add("password", "p" + task.pid)
                .add("cert", "")
                .add("upid", task.upid)
                .add("user", call.who().name())
                .build());
    }

    private static Reply task(Call call, String type, Duration time, Supplier<String> work) {
        Task task = call.site().begin(call.node(), type, call.parameter("vmid"), call.who(), time, work);
        task.settle(call.site().clock.now());
        return Reply.data(Data.text(task.upid));
    }
}
