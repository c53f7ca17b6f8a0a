package org.muster.hypervisor.proxmox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.muster.hypervisor.HypervisorException;

/** What Jazzer calls with bytes that it makes up: an answer's body, packed or not. */
public final class AnswerFuzz {

    private static final int MOST = 1 << 20;
    private static final int PART = 100;

    private AnswerFuzz() {}

    /** Anything thrown is a find. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            boolean packed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
            EveryReading.of(new Answer(200, packed ? unpacked(bytes) : bytes));
        } catch (HypervisorException | ZipException e) {
            return;
        }
    }

    /** As it comes from the wire: part by part. */
    private static byte[] unpacked(byte[] bytes) throws ZipException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Gunzip gunzip = new Gunzip()) {
            for (int from = 0; from < bytes.length && all.size() <= MOST; from += PART) {
                byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + PART, bytes.length));
                gunzip.unpack(ByteBuffer.wrap(part), all, MOST);
            }
            if (all.size() > MOST + (1 << 16)) {
                throw new AssertionError("more was unpacked than is allowed");
            }
            gunzip.requireEnd();
        }
        return all.toByteArray();
    }
}
