package org.muster.inventory;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a full observation tells of a VM beside its status.
 *
 * @param name as the hypervisor has it, at most 255 characters
 * @param uuid lower case with dashes, or null where the source has none
 * @param vmid Proxmox's number, or null (libvirt: the row's id stands for it)
 * @param category what the guest runs by its own word, else from the OS hint, else from the name
 * @param memoryMib MiB that the VM may use
 * @param cores virtual CPUs
 * @param diskBytes sum of the disks' virtual sizes in bytes; null where not observed (keeps what was known)
 * @param ip best known address; null where not observed (keeps what was known)
 * @param os the source's word for the guest's OS (libosinfo id, ostype), empty if none
 * @param tags without commas, in the source's order
 */
public record VmDetails(
        String name,
        @Nullable String uuid,
        @Nullable Integer vmid,
        VmType type,
        VmCategory category,
        long memoryMib,
        int cores,
        @Nullable Long diskBytes,
        @Nullable String ip,
        boolean template,
        boolean autostart,
        String title,
        String description,
        String os,
        List<String> tags,
        List<Nic> nics) {

    private static final int MOST_TAGS = 15;
    private static final int MOST_NICS = 16;

    /** Cleans and caps what came from outside, so that what is stored equals what is observed the next time. */
    public VmDetails {
        name = Text.line(name, 255);
        title = Text.line(title, 255);
        os = Text.line(os, 255);
        description = Text.lines(description, 4000);
        tags = tags.stream()
                .map(tag -> Text.line(tag.replace(',', ' '), 64))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .limit(MOST_TAGS)
                .toList();
        nics = nics.stream().limit(MOST_NICS).toList();
    }

    /** These details, with what was not observed now (disk size, address) taken from {@code known}. */
    public VmDetails orKnown(VmDetails known) {
        if (diskBytes != null && ip != null) {
            return this;
        }
        return new VmDetails(
                name,
                uuid,
                vmid,
                type,
                category,
                memoryMib,
                cores,
                diskBytes != null ? diskBytes : known.diskBytes,
                ip != null ? ip : known.ip,
                template,
                autostart,
                title,
                description,
                os,
                tags,
                nics);
    }

    /** These details with an address and a category that are better known. */
    public VmDetails withGuest(@Nullable String betterIp, VmCategory betterCategory) {
        if (Objects.equals(ip, betterIp) && category == betterCategory) {
            return this;
        }
        return new VmDetails(
                name,
                uuid,
                vmid,
                type,
                betterCategory,
                memoryMib,
                cores,
                diskBytes,
                betterIp,
                template,
                autostart,
                title,
                description,
                os,
                tags,
                nics);
    }
}
