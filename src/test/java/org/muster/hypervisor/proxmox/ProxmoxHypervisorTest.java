package org.muster.hypervisor.proxmox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorContract;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;

/** Proxmox VE, played by the double, holds what every source does. */
class ProxmoxHypervisorTest extends HypervisorContract {

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(2, 12));
    private final Map<String, Integer> created = new HashMap<>();

    @Override
    protected Hypervisor hypervisor() {
        return rig.hypervisor;
    }

    @Override
    protected Target target() {
        return new Target(1, List.of(rig.pve.address()), rig.credentials());
    }

    @Override
    protected String runningVm() {
        return "vm-100";
    }

    @Override
    protected String stoppedVm() {
        return "vm-102";
    }

    @Override
    protected void createVm(String name) {
        int vmid = 900 + created.size();
        created.put(name, vmid);
        rig.pve.add(Guest.qemu(vmid, name, "pve2"));
    }

    @Override
    protected void renameVm(String name, String newName) {
        int vmid = created.remove(name);
        created.put(newName, vmid);
        rig.pve.change(vmid, guest -> guest.config("name", newName));
    }

    @Override
    protected void removeVm(String name) {
        rig.pve.remove(created.remove(name));
    }

    @Override
    protected void hang() {
        rig.pve.fault(Fault.HANG);
    }

    @Override
    protected void die() {
        rig.pve.die();
    }

    @Override
    protected void heal() {
        rig.pve.heal();
    }

    /** Proxmox VE finds a stopped guest well stopped. */
    @Override
    protected boolean refusesToStopTheStopped() {
        return false;
    }

    @Override
    protected void end() {
        rig.close();
    }
}
