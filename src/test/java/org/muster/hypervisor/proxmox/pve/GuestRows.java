package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API says of one VM or container, in the shapes of the recordings. Figures are made of number and time. */
final class GuestRows {

    private static final long MIB = 1024L * 1024;

    /** Seconds after a start in which there are no figures yet. */
    private static final int WARM_UP = 30;

    private static final Pattern SIZE = Pattern.compile("size=(\\d+)([KMGT])?");
    private static final Map<String, Long> UNITS =
            Map.of("K", 1024L, "M", MIB, "G", 1024 * MIB, "T", 1024 * 1024 * MIB);

    private GuestRows() {}

    /** What its node tells the cluster of it: a row of /cluster/resources without what identifies it. */
    static JsonObject told(Guest guest, Dialect dialect, long now) {
        long memory = memory(guest);
        JsonObjectBuilder row = Data.object()
                .add("status", guest.qemu ? guest.qmpStatus : guest.isRunning() ? "running" : "stopped")
                .add("name", guest.name())
                .add("maxcpu", cpus(guest))
                .add("maxmem", memory)
                .add("maxdisk", size(guest))
                .add("template", guest.isTemplate() ? 1 : 0);
        figures(row, guest, dialect, now);
        return transfer(row, guest, now).build();
    }

    /** The row of /cluster/resources. One that its node told nothing of lately has no name and no figures. */
    static JsonObject resource(Guest guest) {
        JsonObjectBuilder row = guest.told == null ? Data.object().add("status", "unknown") : Data.object(guest.told);
        row.add("id", guest.id()).add("type", guest.kind()).add("vmid", guest.vmid);
        row.add("node", guest.node);
        add(row, "tags", guest.plain("tags"));
        add(row, "lock", guest.plain("lock"));
        add(row, "pool", guest.pool == null ? "" : guest.pool);
        add(row, "hastate", guest.haState == null ? "" : guest.haState);
        return row.build();
    }

    /** The row of the list of a node's VMs. */
    static JsonObject listed(Guest guest, Dialect dialect, long now) {
        return own(guest, dialect, now).build();
    }

    static JsonObject current(Guest guest, Dialect dialect, long now) {
        JsonObjectBuilder row = own(guest, dialect, now);
        JsonObjectBuilder ha = Data.object().add("managed", guest.haState == null ? 0 : 1);
        if (guest.haState != null) {
            ha.add("state", guest.haState);
        }
        row.add("ha", ha);
        if (!guest.qemu) {
            return row.build();
        }
        row.add("qmpstatus", guest.qmpStatus);
        if (guest.hasAgent()) {
            row.add("agent", 1);
        }
        if (guest.isRunning()) {
            row.addNull("clipboard");
        }
        return row.build();
    }

    private static JsonObjectBuilder own(Guest guest, Dialect dialect, long now) {
        JsonObjectBuilder row = Data.object()
                .add("vmid", guest.vmid)
                .add("name", guest.name())
                .add("status", guest.isRunning() ? "running" : "stopped")
                .add("cpus", cpus(guest))
                .add("maxmem", memory(guest))
                .add("maxdisk", size(guest));
        add(row, "tags", guest.plain("tags"));
        add(row, "lock", guest.plain("lock"));
        if (guest.isTemplate()) {
            row.add("template", 1);
        }
        figures(row, guest, dialect, now);
        if (guest.isRunning() && guest.qemu) {
            row.add("pid", guest.pid);
            if (dialect.hasHostMemory()) {
                for (String resource : new String[] {"cpu", "io", "memory"}) {
                    row.add("pressure" + resource + "full", 0).add("pressure" + resource + "some", 0);
                }
            }
        }
        if (!guest.qemu) {
            row.add("type", "lxc").add("swap", 0);
            row.add("maxswap", Long.parseLong(guest.plain("swap")) * MIB);
            row.add("diskread", 0).add("diskwrite", 0);
        }
        return row;
    }

    private static void figures(JsonObjectBuilder row, Guest guest, Dialect dialect, long now) {
        boolean on = guest.isRunning();
        long up = on ? Math.max(0, now - guest.startedAt) : 0;
        row.add("uptime", up);
        if (!on || up < WARM_UP) {
            row.add("cpu", 0).add("mem", 0).add("netin", 0).add("netout", 0);
        } else {
            row.add("cpu", Math.floorMod(guest.vmid * 37L + now / 10, 1000L) / 10_000.0);
            row.add("mem", memory(guest) / 8 * (2 + guest.vmid % 5));
            row.add("netin", up * 1024).add("netout", up * 256);
        }
        row.add("disk", guest.qemu || !on ? 0 : size(guest) / 11);
        if (dialect.hasHostMemory() && guest.qemu) {
            row.add("memhost", on && up >= WARM_UP ? memory(guest) / 8 * (2 + guest.vmid % 5) + 20 * MIB : 0);
        }
    }

    private static JsonObjectBuilder transfer(JsonObjectBuilder row, Guest guest, long now) {
        long up = guest.isRunning() ? Math.max(0, now - guest.startedAt) : 0;
        return row.add("diskread", up * 512).add("diskwrite", up * 2048);
    }

    private static void add(JsonObjectBuilder row, String name, String value) {
        if (!value.isEmpty()) {
            row.add(name, value);
        }
    }

    private static int cpus(Guest guest) {
        return number(guest.plain("cores"), 1) * number(guest.plain("sockets"), 1);
    }

    private static long memory(Guest guest) {
        return number(guest.plain("memory"), 512) * MIB;
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /** Of the disk that is booted from. */
    private static long size(Guest guest) {
        Matcher size = SIZE.matcher(guest.plain(guest.qemu ? "scsi0" : "rootfs"));
        if (!size.find()) {
            return 0;
        }
        String unit = size.group(2) == null ? "" : size.group(2).toUpperCase(Locale.ROOT);
        return Long.parseLong(size.group(1)) * UNITS.getOrDefault(unit, 1L);
    }
}
