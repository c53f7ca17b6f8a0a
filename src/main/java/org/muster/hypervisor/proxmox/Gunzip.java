package org.muster.hypervisor.proxmox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Unpacks gzip (RFC 1952) as it comes, so that what grows beyond measure is noticed before it has all come. */
final class Gunzip implements AutoCloseable {

    private static final int HEADER = 10;
    private static final int STEP = 16 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final byte[] header = new byte[HEADER];
    private final byte[] step = new byte[STEP];
    private int headerRead;

    /** Appends what the part unpacks to, but not much more than {@code most} bytes in all. */
    void unpack(ByteBuffer part, ByteArrayOutputStream to, int most) throws ZipException {
        while (headerRead < HEADER && part.hasRemaining()) {
            header[headerRead++] = part.get();
            if (headerRead == HEADER) {
                requirePlainHeader();
            }
        }
        inflater.setInput(part);
        try {
            int unpacked;
            while (to.size() <= most && (unpacked = inflater.inflate(step)) > 0) {
                to.write(step, 0, unpacked);
            }
        } catch (DataFormatException e) {
            throw broken("the answer is no gzip", e);
        }
    }

    /** Deflate, and none of the optional fields: so Proxmox VE writes it. */
    private void requirePlainHeader() throws ZipException {
        boolean plain = header[0] == (byte) 0x1f && header[1] == (byte) 0x8b && header[2] == 8 && header[3] == 0;
        if (!plain) {
            throw broken("the answer is no gzip that is understood", null);
        }
    }

    /** To be called when all has come. */
    void requireEnd() throws ZipException {
        if (!inflater.finished()) {
            throw broken("the answer in gzip is cut", null);
        }
    }

    private static ZipException broken(String why, @Nullable Throwable cause) {
        ZipException broken = new ZipException(why);
        broken.initCause(cause);
        return broken;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
