package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** libvirt's {@code virTypedParameter}, on 64-bit systems {char[80] field; int type; 8 bytes of value}. */
final class TypedParameters {

    private static final int SIZE = 96;
    private static final int FIELD = 80;
    private static final int VALUE = 88;
    private static final int MOST = 1 << 16;

    private TypedParameters() {}

    /** Numbers as Long or Double, texts as String, by libvirt's names. */
    static Map<String, Object> read(@Nullable Pointer array, int count) {
        if (array == null || count <= 0 || count > MOST) {
            return Map.of();
        }
        byte[] raw = array.getByteArray(0, count * SIZE);
        ByteBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
        Map<String, Object> values = new HashMap<>(count * 2);
        for (int at = 0; at < raw.length; at += SIZE) {
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
