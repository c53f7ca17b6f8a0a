package org.muster.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's bulk statistics. On 64-bit systems {@code virDomainStatsRecord} is {domain, parameters, int count}.
 */
final class BulkStats {

    private BulkStats() {}

    /**
     * One domain of a bulk answer.
     *
     * @param domain its handle, which is valid while the answer is read
     * @param values numbers as Long or Double, texts as String, by libvirt's names
     */
    record Entry(String uuid, Pointer domain, Map<String, Object> values) {

        /** A number, or null if libvirt does not say it. */
        @Nullable
        Long number(String name) {
            return values.get(name) instanceof Long number ? number : null;
        }
    }

    /** Makes something of an entry. */
    @FunctionalInterface
    interface Reader {
        void read(Entry entry) throws VirtException;
    }

    /** Reads all domains, or as many as the flags say; one call. */
    static void ofAll(Pointer connection, int stats, int flags, Reader reader) throws VirtException {
        PointerByReference records = new PointerByReference();
        int count = VirtException.checked(Virt.virConnectGetAllDomainStats(connection, stats, records, flags));
        read(records.getValue(), count, reader);
    }

    /** Reads these domains, of which there is at least one; one call. */
    static void of(List<Pointer> domains, int stats, int flags, Reader reader) throws VirtException {
        Memory list = new Memory((domains.size() + 1L) * Native.POINTER_SIZE);
        list.clear();
        for (int i = 0; i < domains.size(); i++) {
            list.setPointer((long) i * Native.POINTER_SIZE, domains.get(i));
        }
        PointerByReference records = new PointerByReference();
        int count = VirtException.checked(Virt.virDomainListGetStats(list, stats, records, flags));
        read(records.getValue(), count, reader);
    }

    private static void read(@Nullable Pointer records, int count, Reader reader) throws VirtException {
        if (records == null) {
            return;
        }
        try {
            byte[] uuid = new byte[16];
            ByteBuffer parts = ByteBuffer.wrap(uuid);
            for (long address : records.getLongArray(0, count)) {
                Pointer entry = new Pointer(address);
                Pointer domain = entry.getPointer(0);
                VirtException.checked(Virt.virDomainGetUUID(domain, uuid));
                String id = new UUID(parts.getLong(0), parts.getLong(8)).toString();
                reader.read(new Entry(id, domain, TypedParameters.read(entry.getPointer(8), entry.getInt(16))));
            }
        } finally {
            Virt.virDomainStatsRecordListFree(records);
        }
    }
}
