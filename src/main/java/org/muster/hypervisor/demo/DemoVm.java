package org.muster.hypervisor.demo;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.muster.inventory.Nic;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmType;

/**
 * A made-up machine: what it is, not what it does.
 *
 * @param id its UUID
 * @param key the source of its chance
 */
record DemoVm(String id, long key, DemoRole role, VmDetails details) {

    private static final long GIB = 1L << 30;

    /** The machine with that index (from 0) of the fleet with that seed. */
    static DemoVm of(long seed, int index) {
        DemoRole.Place place = DemoRole.of(seed, index);
        return build(seed, index, place.role(), place.name());
    }

    /** A machine that was not there before: {@code number} counts them from 0. */
    static DemoVm created(long seed, int number, String name) {
        return build(seed, DemoFleetSize.MAX_VMS + number, DemoRole.WEB, name);
    }

    private static DemoVm build(long seed, int index, DemoRole role, String name) {
        long key = DemoNoise.mix(seed, index);
        String id = uuid(key);
        boolean template = role == DemoRole.TEMPLATE;
        int size = template ? 1 : 1 << DemoNoise.below(key, 1, 2);
        long growth = role == DemoRole.DATABASE ? 64 * GIB * DemoNoise.below(key, 2, 8) : 0;
        String model = role.os.category == VmCategory.WINDOWS ? "e1000e" : "virtio";
        VmDetails details = new VmDetails(
                name,
                id,
                null,
                VmType.QEMU,
                role.os.category,
                role.memoryMib * size,
                role.cores * size,
                role.diskGib * GIB + growth,
                template ? null : address(index),
                template,
                role.tags.contains("prod"),
                "Demo " + role.purpose,
                "A made-up machine of the demo fleet",
                role.os.id,
                role.tags,
                List.of(new Nic(mac(index), "demo-lan", model)));
        return new DemoVm(id, key, role, details);
    }

    /** The same machine under another name. */
    DemoVm renamed(String name) {
        return new DemoVm(id, key, role, details.renamed(name));
    }

    private static String uuid(long key) {
        long high = DemoNoise.mix(key, 3) & ~0xF000L | 0x4000L;
        long low = DemoNoise.mix(key, 4) & ~(3L << 62) | 2L << 62;
        return new UUID(high, low).toString();
    }

    /** In 198.18.0.0/15, which RFC 2544 sets aside for benchmarks: no machine of anyone's has it. */
    private static String address(int index) {
        int number = index + 1;
        return "198.%d.%d.%d".formatted(18 + (number >> 16 & 1), number >> 8 & 255, number & 255);
    }

    private static String mac(int index) {
        return String.format(Locale.ROOT, "52:54:00:%02x:%02x:%02x", index >> 16 & 255, index >> 8 & 255, index & 255);
    }
}
