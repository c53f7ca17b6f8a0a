package org.muster.hypervisor.proxmox.pve;

import java.util.ArrayList;
import java.util.List;

/** The versions of Proxmox VE that the double speaks like, where they differ in what Muster asks for. */
public enum Dialect {
    /** Errors stand in the status line alone; the guest's agent needs VM.Monitor; no metrics export. */
    PVE_7("7.4", "7.4-17", "513c62be", false, "VM.Monitor"),
    /** As 7. */
    PVE_8("8.2", "8.2.2", "9355359cd7afbae4", false, "VM.Monitor"),
    /** What the recordings are of. */
    PVE_9("9.2", "9.2.11", "14a22df3", true, "VM.GuestAgent.Audit");

    final String release;
    final String version;
    final String repoid;
    final boolean messageInBody;
    final String agentPrivilege;

    Dialect(String release, String version, String repoid, boolean messageInBody, String agentPrivilege) {
        this.release = release;
        this.version = version;
        this.repoid = repoid;
        this.messageInBody = messageInBody;
        this.agentPrivilege = agentPrivilege;
    }

    /** Figures that came with 9: a VM's memory on the host, and pressure stall. */
    boolean hasHostMemory() {
        return this == PVE_9;
    }

    boolean exportsMetrics() {
        return this == PVE_9;
    }

    /** What is needed to ask a guest's agent: one of them. */
    List<String> agentPrivileges() {
        return this == PVE_9 ? List.of(agentPrivilege, "VM.GuestAgent.Unrestricted") : List.of(agentPrivilege);
    }

    /** The least rights to read everything: names as {@code pveum} takes them. */
    public List<String> readPrivileges() {
        return List.of("VM.Audit", "Sys.Audit", "Datastore.Audit", "Pool.Audit", agentPrivilege);
    }

    /** Everything that Muster may ever need. */
    public List<String> allPrivileges() {
        List<String> all = new ArrayList<>(readPrivileges());
        all.addAll(List.of("VM.PowerMgmt", "VM.Console", "VM.Snapshot", "VM.Snapshot.Rollback", "VM.Config.Options"));
        all.addAll(List.of("VM.Allocate", "VM.Clone", "VM.Migrate", "Datastore.AllocateSpace", "Sys.Modify"));
        if (this == PVE_9) {
            all.add("VM.GuestAgent.Unrestricted");
        }
        return List.copyOf(all);
    }
}
