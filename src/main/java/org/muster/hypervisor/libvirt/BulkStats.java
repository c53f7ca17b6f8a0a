package org.muster.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's bulk statistics. Layouts of 64-bit systems: {@code virDomainStatsRecord} is {domain, parameters, int count};
 * {@code virTypedParameter} is {char[80] field; int type; 8 bytes of value}.
 */
final class BulkStats {

    private static final int PARAMETER = 96;
    private static final int FIELD = 80;
    private static final int VALUE = 88;
    private static final int MOST_PARAMETERS = 1 << 16;

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

    /** Reads one domain. */
    static void ofOne(Pointer domain, int stats, int flags, Reader reader) throws VirtException {
        Memory list = new Memory(2L * Native.POINTER_SIZE);
        list.clear();
        list.setPointer(0, domain);
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
                reader.read(new Entry(id, domain, values(entry)));
            }
        } finally {
            Virt.virDomainStatsRecordListFree(records);
        }
    }

    private static Map<String, Object> values(Pointer entry) {
        int count = entry.getInt(16);
        if (count <= 0 || count > MOST_PARAMETERS) {
            return Map.of();
        }
        byte[] raw = entry.getPointer(8).getByteArray(0, count * PARAMETER);
        ByteBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
        Map<String, Object> values = new HashMap<>(count * 2);
        for (int at = 0; at < raw.length; at += PARAMETER) {
            int end = at;
            while (end < at + FIELD && raw[end] != 0) {
                end++;
            }
            String name = new String(raw, at, end - at, StandardCharsets.ISO_8859_1);
            int value = at + VALUE;
            switch (numbers.getInt(at + FIELD)) {
                case 1 -> values.put(name, (long) numbers.getInt(value));
                case 2 -> values.put(name, Integer.toUnsignedLong(numbers.getInt(value)));
                case 3, 4 -> values.put(name, numbers.getLong(value));
                case 5 -> values.put(name, numbers.getDouble(value));
                case 6 -> values.put(name, (long) raw[value]);
                case 7 -> values.put(name, NativeText.lenient(pointer(numbers.getLong(value))));
                default -> {} // a type of a later libvirt
            }
        }
        return values;
    }

    private static @Nullable Pointer pointer(long address) {
        return address == 0 ? null : new Pointer(address);
    }
}
