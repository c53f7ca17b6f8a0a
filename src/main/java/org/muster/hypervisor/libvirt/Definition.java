package org.muster.hypervisor.libvirt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.inventory.Nic;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmType;

/**
 * What a domain's XML says.
 *
 * @param disks target names (vda, …) of hard disks; no CD-ROM or floppy drives
 * @param os libosinfo's id, empty if none
 * @param agent NONE without a channel for a guest agent, ANSWERS where one is connected to it
 */
record Definition(
        String name,
        long memoryMib,
        int cores,
        List<String> disks,
        List<Nic> nics,
        String title,
        String description,
        String os,
        boolean template,
        List<String> tags,
        Agent agent) {

    VmDetails details(String uuid, boolean autostart, @Nullable Long diskBytes, @Nullable String ip) {
        String shown = name.isBlank() ? uuid : name;
        return new VmDetails(
                shown,
                uuid,
                null,
                VmType.QEMU,
                OsHint.category(os, shown),
                memoryMib,
                cores,
                diskBytes,
                ip,
                template,
                autostart,
                title,
                description,
                os,
                tags,
                nics);
    }
}
