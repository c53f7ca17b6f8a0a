package org.muster.hypervisor.proxmox.pve;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Actions: each answers at once with its task's UPID, and the task knows whether it worked. Of QEMU VMs as recorded;
 * of containers, paused VMs and reboots as Proxmox's code is known to do, without a recording.
 */
final class PowerRoutes {

    private static final String OK = "OK";

    /** What a shutdown waits for when nobody says how long, and what it takes to notice. */
    private static final int SHUTDOWN_SECONDS = 180;

    private static final int HA_SHUTDOWN_SECONDS = 60;
    private static final Set<String> HA_ACTIONS = Set.of("start", "stop", "shutdown");

    private static final Duration NOTICE = Duration.ofMillis(2500);

    private PowerRoutes() {}

    static void add(Routes routes) {
        for (String action : new String[] {"start", "stop", "shutdown", "reboot", "suspend", "resume", "reset"}) {
            for (String kind : new String[] {"qemu", "lxc"}) {
                String route = "POST /nodes/{node}/" + kind + "/{vmid}/status/" + action;
                routes.guarded(route, "/vms/{vmid}", "VM.PowerMgmt", call -> act(call, action));
            }
        }
    }

    private static Reply act(Call call, String action) {
        Guest guest = call.guest();
        if (guest.qemu && guest.haState != null && HA_ACTIONS.contains(action)) {
            return askCrm(call, guest, action);
        }
        refuse(guest, action);
        boolean pause = guest.qemu && action.equals("suspend") && !call.flag("todisk");
        String type = (guest.qemu ? "qm" : "vz") + (pause ? "pause" : action);
        String lock = guest.plain("lock");
        if (!lock.isEmpty() && !lock.equals("suspended") && !call.flag("skiplock")) {
            return fails(call, guest, type, (guest.qemu ? "VM" : "CT") + " is locked (" + lock + ")");
        }
        return switch (action) {
            case "start" -> start(call, guest, type);
            case "stop" -> later(call, guest, type, () -> stopped(guest));
            case "shutdown" -> shutdown(call, guest, type, () -> stopped(guest));
            case "reboot" -> shutdown(call, guest, type, () -> started(call, guest));
            case "suspend" -> now(call, guest, type, () -> suspended(guest, call.flag("todisk")));
            case "resume" -> now(call, guest, type, () -> resumed(call, guest));
            case "reset" -> now(call, guest, type, () -> OK);
            default -> throw new IllegalStateException(action);
        };
    }

    /**
     * Of a VM that HA manages the task ends with the request to HA; HA starts or stops it a while later, and stops whatever
     * does not shut down in time (PVE::HA::Resources::PVEVM).
     */
    private static Reply askCrm(Call call, Guest guest, String action) {
        boolean deaf = action.equals("shutdown") && !guest.hasSystem;
        Duration later = call.site()
                .taskTime
                .multipliedBy(3)
                .plusSeconds(deaf ? call.number("timeout", HA_SHUTDOWN_SECONDS) : 0);
        Reply reply = now(call, guest, action.equals("start") ? "hastart" : "hastop", () -> OK);
        begin(call, guest, "qm" + action, later, () -> action.equals("start") ? started(call, guest) : stopped(guest));
        return reply;
    }

    /** What is refused before there is a task. */
    private static void refuse(Guest guest, String action) {
        boolean asleep = guest.plain("lock").equals("suspended");
        boolean needsIt =
                switch (action) {
                    case "reset", "reboot", "suspend" -> true;
                    case "resume" -> !asleep;
                    case "stop", "shutdown" -> !guest.qemu;
                    default -> false;
                };
        if (needsIt && !guest.isRunning()) {
            throw new Refusal((guest.qemu ? "VM " : "CT ") + guest.vmid + " not running");
        }
        if (!guest.qemu && action.equals("start") && guest.isRunning()) {
            throw new Refusal("CT " + guest.vmid + " already running");
        }
    }

    private static Reply start(Call call, Guest guest, String type) {
        if (guest.isTemplate()) {
            return fails(call, guest, type, "you can't start a " + (guest.qemu ? "vm" : "CT") + " if it's a template");
        }
        if (guest.isRunning()) {
            return fails(call, guest, type, "VM " + guest.vmid + " already running");
        }
        if (guest.lacksDisk) {
            String volume = guest.plain(guest.qemu ? "scsi0" : "rootfs").split(",")[0];
            return fails(call, guest, type, "volume '" + volume + "' does not exist");
        }
        Task task = begin(call, guest, type, call.site().taskTime, () -> started(call, guest));
        if (guest.says != null) {
            task.log.add(guest.says);
        }
        return Reply.data(Data.text(task.upid));
    }

    private static Reply shutdown(Call call, Guest guest, String type, Supplier<String> work) {
        if (!guest.isRunning()) {
            return now(call, guest, type, () -> OK);
        }
        if (guest.hasSystem && guest.qmpStatus.equals("running")) {
            return later(call, guest, type, work);
        }
        Duration wait =
                Duration.ofSeconds(call.number("timeout", SHUTDOWN_SECONDS)).plus(NOTICE);
        boolean force = call.flag("forceStop");
        String failure = (guest.qemu ? "VM quit/powerdown" : "command 'lxc-stop'") + " failed - got timeout";
        Task task = begin(call, guest, type, wait, () -> force ? work.get() : failure);
        if (guest.hasAgent() && guest.agent == Agent.SILENT) {
            task.log.add("QEMU Guest Agent is not running - VM " + guest.vmid
                    + " qga command 'guest-ping' failed - got timeout");
        }
        return Reply.data(Data.text(task.upid));
    }

    private static String started(Call call, Guest guest) {
        if (guest.plain("lock").equals("suspended")) {
            guest.config("lock", null);
        }
        guest.start(call.now(), call.site().nextPid());
        return OK;
    }

    private static String stopped(Guest guest) {
        guest.stop();
        return OK;
    }

    private static String suspended(Guest guest, boolean toDisk) {
        if (toDisk) {
            guest.stop();
            guest.config("lock", "suspended");
        } else {
            guest.status("paused");
        }
        return OK;
    }

    private static String resumed(Call call, Guest guest) {
        if (!guest.isRunning()) {
            return started(call, guest);
        }
        guest.status("running");
        return OK;
    }

    private static Reply fails(Call call, Guest guest, String type, String why) {
        return now(call, guest, type, () -> why);
    }

    private static Reply now(Call call, Guest guest, String type, Supplier<String> work) {
        Task task = begin(call, guest, type, Duration.ZERO, work);
        task.settle(call.site().clock.now());
        return Reply.data(Data.text(task.upid));
    }

    private static Reply later(Call call, Guest guest, String type, Supplier<String> work) {
        return Reply.data(Data.text(begin(call, guest, type, call.site().taskTime, work).upid));
    }

    private static Task begin(Call call, Guest guest, String type, Duration time, Supplier<String> work) {
        return call.site().begin(guest.node, type, String.valueOf(guest.vmid), call.who(), time, work);
    }
}
