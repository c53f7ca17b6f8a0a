package org.muster.hypervisor.proxmox;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.NameHint;
import org.muster.inventory.Nic;
import org.muster.inventory.Text;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmType;

/** What {@code /nodes/{node}/{qemu|lxc}/{vmid}/config} says of a guest; formats as in pve-docs qm.conf(5), pct.conf(5). */
record GuestConfig(Fields fields) {

    private static final Pattern NIC = Pattern.compile("net[0-9]{1,2}");
    private static final Pattern DISK = Pattern.compile("(?:ide|sata|scsi|virtio|mp)[0-9]{1,3}|rootfs");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([KMGT]?)");
    private static final Pattern MAC = Pattern.compile("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_NAME = 255;
    private static final long MIB = 1024 * 1024;

    static GuestConfig of(JsonValue data) {
        return new GuestConfig(Fields.of(data));
    }

    /** Whether a guest agent is said to be in it. */
    boolean hasAgent() {
        Map<String, String> agent = parts(fields.text("agent"), "enabled");
        return agent.getOrDefault("enabled", "0").equals("1");
    }

    /** @param snapshots how many it has, null if not known */
    VmDetails details(Guest guest, @Nullable Integer snapshots) {
        boolean container = guest.id().type() == VmType.LXC;
        String said = Text.line(fields.text(container ? "hostname" : "name"), LONGEST_NAME);
        String name = said.isEmpty() ? (container ? "CT " : "VM ") + guest.id().vmid() : said;
        String os = fields.text("ostype");
        return new VmDetails(
                name,
                uuid(),
                guest.id().vmid(),
                guest.id().type(),
                container ? VmCategory.LINUX : category(os, name),
                memoryMib(guest),
                cores(guest, container),
                diskBytes(),
                address(),
                fields.isSet("template"),
                fields.isSet("onboot"),
                "",
                fields.text("description"),
                os,
                List.of(fields.text("tags").split("[;, ]+")),
                nics(),
                snapshots);
    }

    /** Whether it was made from a snapshot that it still has; without, there may be some all the same. */
    boolean hasParent() {
        return !fields.text("parent").isEmpty();
    }

    @Nullable
    String uuid() {
        String uuid =
                parts(fields.text("smbios1"), "uuid").getOrDefault("uuid", "").toLowerCase(Locale.ROOT);
        return UUID.matcher(uuid).matches() ? uuid : null;
    }

    /** {@code ostype} is l26, win11, other and the like; {@code other} is also what nobody has chosen. */
    private static VmCategory category(String os, String name) {
        if (os.startsWith("w")) {
            return VmCategory.WINDOWS;
        }
        return os.startsWith("l2") ? VmCategory.LINUX : NameHint.category(name);
    }

    private long memoryMib(Guest guest) {
        Long mib = new Fields(fields.object()).whole("memory");
        if (mib == null) {
            String current = parts(fields.text("memory"), "current").getOrDefault("current", "");
            mib = current.matches("[0-9]{1,12}") ? (Long) Long.parseLong(current) : null;
        }
        Long max = guest.maxMemory();
        return mib != null ? mib : max == null ? 0 : max / MIB;
    }

    private int cores(Guest guest, boolean container) {
        Long cores = fields.whole("cores");
        if (container) {
            return cores != null ? cores.intValue() : guest.maxCpu() == null ? 0 : guest.maxCpu();
        }
        Long vcpus = fields.whole("vcpus");
        Long sockets = fields.whole("sockets");
        long all = (cores == null ? 1 : cores) * (sockets == null ? 1 : sockets);
        return (int) Math.min(vcpus != null && vcpus > 0 ? vcpus : all, Integer.MAX_VALUE);
    }

    /** Hard disks' virtual sizes; null if there are some and none tells. */
    private @Nullable Long diskBytes() {
        long sum = 0;
        boolean none = true;
        boolean told = false;
        for (String key : fields.object().keySet()) {
            Map<String, String> disk = DISK.matcher(key).matches() ? parts(fields.text(key), "volume") : Map.of();
            if (disk.isEmpty() || "cdrom".equals(disk.get("media"))) {
                continue;
            }
            none = false;
            Matcher size = SIZE.matcher(disk.getOrDefault("size", ""));
            if (size.matches()) {
                told = true;
                sum += Long.parseLong(size.group(1))
                        << " KMGT".indexOf(size.group(2)) * 10 * size.group(2).length();
            }
        }
        return none || told ? (Long) sum : null;
    }

    private List<Nic> nics() {
        List<Nic> nics = new ArrayList<>();
        for (String key : new TreeSet<>(fields.object().keySet())) {
            if (NIC.matcher(key).matches()) {
                nics.add(nic(parts(fields.text(key), "")));
            }
        }
        return nics;
    }

    /** A machine's begins with {@code virtio=MAC}; a container's has {@code hwaddr=MAC} and a type. */
    private static Nic nic(Map<String, String> parts) {
        String mac = parts.getOrDefault("hwaddr", "");
        String model = parts.getOrDefault("type", "");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            boolean first = mac.isEmpty()
                    && MAC.matcher(part.getValue().toLowerCase(Locale.ROOT)).matches();
            mac = first ? part.getValue() : mac;
            model = first ? part.getKey() : model;
        }
        return new Nic(mac.toLowerCase(Locale.ROOT), parts.getOrDefault("bridge", ""), model);
    }

    /** The first address that a container is configured with; of others the network or the guest tells. */
    private @Nullable String address() {
        for (String key : new TreeSet<>(fields.object().keySet())) {
            if (NIC.matcher(key).matches()) {
                String ip = parts(fields.text(key), "").getOrDefault("ip", "").split("/", 2)[0];
                if (ip.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
                    return ip;
                }
            }
        }
        return null;
    }

    /** A property string, {@code a=1,b=2}; a part without a key is the default key's. */
    private static Map<String, String> parts(String text, String defaultKey) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            int at = part.indexOf('=');
            parts.putIfAbsent(at < 0 ? defaultKey : part.substring(0, at), part.substring(at + 1));
        }
        return parts;
    }
}
