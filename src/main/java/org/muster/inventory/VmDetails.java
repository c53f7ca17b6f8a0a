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
 * @param snapshots how many of it are kept; null where not observed (keeps what was known), or the source tells of none
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
        List<Nic> nics,
        @Nullable Integer snapshots) {

    private static final int MOST_TAGS = 15;
    private static final int MOST_NICS = 16;

    /** Cleans and caps what came from outside, so that what is stored equals what is observed the next time. */
    public VmDetails {
        name = Text.line(name, 255);
        title = Text.line(title, 255);
        os = Text.line(os, 255);
        description = Text.lines(description, 4000);
        tags = tags.isEmpty() ? List.of() : clean(tags);
        nics = nics.size() <= MOST_NICS ? List.copyOf(nics) : List.copyOf(nics.subList(0, MOST_NICS));
    }

    private static List<String> clean(List<String> tags) {
        return tags.stream()
                .map(tag -> Text.line(tag.replace(',', ' '), 64))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .limit(MOST_TAGS)
                .toList();
    }

    /** As a source describes it that tells of no snapshots. */
    public VmDetails(
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
        this(
                name,
                uuid,
                vmid,
                type,
                category,
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
                nics,
                null);
    }

    /** Of a VM whose description can't be read. */
    public static VmDetails unread(String name) {
        return new VmDetails(
                name,
                null,
                null,
                VmType.QEMU,
                VmCategory.OTHER,
                0,
                0,
                null,
                null,
                false,
                false,
                "",
                "",
                "",
                List.of(),
                List.of());
    }

    /** These details, with what was not observed now (disk size, address, snapshots) taken from {@code known}. */
    public VmDetails orKnown(VmDetails known) {
        return with(
                name,
                category,
                diskBytes != null ? diskBytes : known.diskBytes,
                ip != null ? ip : known.ip,
                snapshots != null ? snapshots : known.snapshots);
    }

    /** These details with an address and a category that are better known. */
    public VmDetails withGuest(@Nullable String betterIp, VmCategory betterCategory) {
        return with(name, betterCategory, diskBytes, betterIp, snapshots);
    }

    /** These details under another name. */
    public VmDetails renamed(String newName) {
        return with(newName, category, diskBytes, ip, snapshots);
    }

    /** Itself where nothing differs: that is so for most VMs of most passes. */
    private VmDetails with(
            String newName,
            VmCategory newCategory,
            @Nullable Long newDiskBytes,
            @Nullable String newIp,
            @Nullable Integer newSnapshots) {
        if (name.equals(newName)
                && category == newCategory
                && Objects.equals(diskBytes, newDiskBytes)
                && Objects.equals(ip, newIp)
                && Objects.equals(snapshots, newSnapshots)) {
            return this;
        }
        return new VmDetails(
                newName,
                uuid,
                vmid,
                type,
                newCategory,
                memoryMib,
                cores,
                newDiskBytes,
                newIp,
                template,
                autostart,
                title,
                description,
                os,
                tags,
                nics,
                newSnapshots);
    }
}
