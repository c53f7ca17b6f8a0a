package org.muster.hypervisor.demo;

import java.util.List;
import org.muster.inventory.VmCategory;

/** What a made-up machine is for: its name, size and habits follow from that. */
enum DemoRole {
    WEB("web", "web server", 4, Os.FEDORA, 2, 4096, 32, 22, List.of("web", "prod")),
    APP("app", "application server", 3, Os.UBUNTU, 4, 8192, 48, 30, List.of("app", "prod")),
    DATABASE("db-prod", "database", 2, Os.FEDORA, 8, 32768, 512, 38, List.of("db", "prod", "backup")),
    CACHE("cache", "cache", 1, Os.FEDORA, 2, 16384, 16, 12, List.of("cache", "prod")),
    MAIL("mail", "mail relay", 1, Os.FREEBSD, 2, 4096, 128, 9, List.of("mail", "prod", "backup")),
    BUILD("ci-runner", "build runner", 2, Os.UBUNTU, 8, 16384, 96, 45, List.of("ci", "dev")),
    DESKTOP("win-desk", "desktop", 4, Os.WINDOWS, 4, 8192, 96, 15, List.of("desktop", "office")),
    DIRECTORY("win-dc", "directory server", 1, Os.WINDOWS_SERVER, 2, 8192, 80, 8, List.of("office", "backup")),
    MONITORING("mon", "monitoring", 1, Os.FEDORA, 4, 8192, 256, 26, List.of("ops")),
    TEMPLATE("tpl-fedora", "template", 1, Os.FEDORA, 2, 2048, 16, 0, List.of("template"));

    /** A guest's operating system: its libosinfo id and its family. */
    enum Os {
        FEDORA("http://fedoraproject.org/fedora/40", VmCategory.LINUX),
        UBUNTU("http://ubuntu.com/ubuntu/24.04", VmCategory.LINUX),
        FREEBSD("http://freebsd.org/freebsd/14.0", VmCategory.OTHER),
        WINDOWS("http://microsoft.com/win/11", VmCategory.WINDOWS),
        WINDOWS_SERVER("http://microsoft.com/win/2k22", VmCategory.WINDOWS);

        final String id;
        final VmCategory category;

        Os(String id, VmCategory category) {
            this.id = id;
            this.category = category;
        }
    }

    /** A block of this many machines has every role in its share. */
    static final int BLOCK = 20;

    final String prefix;
    final String purpose;
    final int share;
    final Os os;
    final int cores;
    final long memoryMib;
    final long diskGib;
    final double load;
    final List<String> tags;

    DemoRole(
            String prefix,
            String purpose,
            int share,
            Os os,
            int cores,
            long memoryMib,
            long diskGib,
            double load,
            List<String> tags) {
        this.prefix = prefix;
        this.purpose = purpose;
        this.share = share;
        this.os = os;
        this.cores = cores;
        this.memoryMib = memoryMib;
        this.diskGib = diskGib;
        this.load = load;
        this.tags = tags;
    }

    /**
     * A role with the number of the machine among its like, from 1.
     */
    record Place(DemoRole role, int number) {

        /** The machine's name, unique within a fleet. */
        String name() {
            return "%s-%02d".formatted(role.prefix, number);
        }
    }

    /** The role of the machine with that index: each block deals the roles in another order. */
    static Place of(long seed, int index) {
        int block = index / BLOCK;
        int turn = (int) DemoNoise.below(seed, block, BLOCK);
        int slot = (index % BLOCK * 7 + turn) % BLOCK; // 7 and 20 have no common divisor: every slot once
        for (DemoRole role : values()) {
            if (slot < role.share) {
                return new Place(role, block * role.share + slot + 1);
            }
            slot -= role.share;
        }
        throw new IllegalStateException("shares don't add up to " + BLOCK);
    }
}
