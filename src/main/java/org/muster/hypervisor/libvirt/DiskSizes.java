package org.muster.hypervisor.libvirt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The disks' virtual sizes in bytes, by their target names. */
record DiskSizes(Map<String, Long> bytesByTarget) {

    static final DiskSizes UNKNOWN = new DiskSizes(Map.of());

    private static final int MOST_DISKS = 1024;

    static DiskSizes of(BulkStats.Entry entry) {
        Long count = entry.number("block.count");
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; count != null && i < Math.min(count, MOST_DISKS); i++) {
            Long capacity = entry.number("block." + i + ".capacity");
            if (capacity != null && entry.values().get("block." + i + ".name") instanceof String target) {
                sizes.put(target, capacity);
            }
        }
        return new DiskSizes(sizes);
    }

    /** Their sum, or null if one of them is not known. */
    @Nullable
    Long sum(List<String> targets) {
        long sum = 0;
        for (String target : targets) {
            Long bytes = bytesByTarget.get(target);
            if (bytes == null) {
                return null;
            }
            sum += bytes;
        }
        return sum;
    }
}
