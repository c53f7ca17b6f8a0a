package org.muster.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** C strings in UTF-8, whatever the JVM's locale. */
final class NativeText {

    private NativeText() {}

    /** The text as a C string. */
    static byte[] bytes(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(plain, plain.length + 1);
    }

    /** The bytes of a text, decoded strictly. */
    static String strict(byte[] text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    }

    /** The string there, with replacement characters where it is not UTF-8; empty for a null pointer. */
    static String lenient(@Nullable Pointer text) {
        return text == null ? "" : new String(read(text), StandardCharsets.UTF_8);
    }

    /** Like {@link #lenient}, and frees the string. */
    static String taken(@Nullable Pointer text) {
        try {
            return lenient(text);
        } finally {
            free(text);
        }
    }

    /** The bytes of the string there, which is freed. */
    static byte[] takenBytes(Pointer text) {
        try {
            return read(text);
        } finally {
            free(text);
        }
    }

    /** Frees a string that libvirt handed over. */
    static void free(@Nullable Pointer text) {
        if (text != null) {
            Native.free(Pointer.nativeValue(text));
        }
    }

    private static byte[] read(Pointer text) {
        return text.getByteArray(0, (int) text.indexOf(0, (byte) 0));
    }
}
