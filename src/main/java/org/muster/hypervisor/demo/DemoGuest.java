package org.muster.hypervisor.demo;

import java.util.List;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.inventory.Nic;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;

/** What the guests of made-up machines say of themselves. One in five has no agent. */
final class DemoGuest {

    private static final int CALLS = 1;

    private DemoGuest() {}

    static GuestObservation of(DemoHost.Machine machine, long now) {
        VmDetails details = machine.vm().details();
        String ip = details.ip();
        if (DemoNoise.unit(machine.vm().key(), 30) < 0.2) {
            return GuestObservation.nothing(Agent.NONE, CALLS);
        }
        if (machine.at(now).status() != VmStatus.RUNNING || ip == null) {
            return GuestObservation.nothing(Agent.AWAY, CALLS);
        }
        String mac = details.nics().stream().map(Nic::mac).findFirst().orElse("");
        return new GuestObservation(
                Agent.ANSWERS,
                List.of(new GuestAddress(mac, ip, 15, Origin.AGENT)),
                details.name(),
                os(details.os()),
                List.of(disk(machine.vm())),
                List.of(),
                CALLS);
    }

    /** From a libosinfo id: its last two parts are the system and its version. */
    private static GuestOs os(String id) {
        String[] parts = id.split("/", -1);
        String word = parts[parts.length - 2];
        String version = parts[parts.length - 1];
        return new GuestOs(word.equals("win") ? "mswindows" : word, word + " " + version, version, "");
    }

    private static FileSystem disk(DemoVm vm) {
        Long total = vm.details().diskBytes();
        Long used = total == null ? null : (long) (total * (0.2 + 0.6 * DemoNoise.unit(vm.key(), 31)));
        return new FileSystem("vda1", "/", "ext4", total, used);
    }
}
