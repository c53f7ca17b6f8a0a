package org.muster.hypervisor.proxmox.pve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts answers on the wire, headers as recorded, with the faults that the wire has. */
final class ReplyWriter {

    /** Longer bodies are packed if the caller takes it. */
    private static final int SHORT_BODY = 1024;

    private final OutputStream out;

    ReplyWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * @param daemon whether pvedaemon answered through pveproxy, which then says both "close" and "Keep-Alive"
     * @return whether the connection goes on
     */
    boolean write(Reply reply, boolean gzip, boolean daemon, @Nullable Fault fault)
            throws IOException, InterruptedException {
        return write(reply, reply.body() == null ? "" : reply.body().toString(), gzip, daemon, fault);
    }

    /** @param text in place of the answer's own body */
    boolean write(Reply reply, String text, boolean gzip, boolean daemon, @Nullable Fault fault)
            throws IOException, InterruptedException {
        if (fault == Fault.DROP) {
            return false;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = head(reply, daemon, reply.status() < 400 && fault == null);
        if (fault == Fault.ENDLESS || fault == Fault.BOMB) {
            endless(head, fault == Fault.BOMB);
            return false;
        }
        if (fault == Fault.PAGE) {
            body = "<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.US_ASCII);
        } else if (fault == Fault.TRUNCATED) {
            body = Arrays.copyOf(body, body.length / 2);
        }
        if (gzip && body.length > SHORT_BODY) {
            body = packed(body);
            head.append("Content-Encoding: gzip\r\n");
        }
        if (body.length > 0) {
            String type = fault == Fault.PAGE ? "text/html" : "application/json";
            head.append("Content-Type: ").append(type).append(";charset=UTF-8\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (fault == Fault.CUT) {
            out.write(start);
            out.write(body, 0, body.length / 2);
            out.flush();
            throw new IOException("cut");
        }
        if (fault == Fault.DRIP) {
            drip(start, body);
            return false;
        }
        out.write(join(start, body));
        out.flush();
        return reply.status() < 400 && fault == null;
    }

    private static StringBuilder head(Reply reply, boolean daemon, boolean goesOn) {
        StringBuilder head = new StringBuilder(512);
        head.append("HTTP/1.1 ")
                .append(reply.status())
                .append(' ')
                .append(reply.reason().replaceAll("[\r\n]+", " "));
        head.append("\r\nCache-Control: max-age=0\r\nPragma: no-cache\r\nServer: pve-api-daemon/3.0\r\n");
        if (!goesOn || daemon) {
            head.append("Connection: close\r\n");
        }
        if (goesOn) {
            head.append("Connection: Keep-Alive\r\n");
        }
        return head;
    }

    /** Until the other side hangs up. */
    private void endless(StringBuilder head, boolean packed) throws IOException {
        head.append("Content-Type: application/json;charset=UTF-8\r\n");
        head.append(packed ? "Content-Encoding: gzip\r\n\r\n" : "\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        OutputStream body = packed ? new GZIPOutputStream(out, 65_536, true) : out;
        body.write("{\"data\":[".getBytes(StandardCharsets.US_ASCII));
        byte[] rows = "{\"id\":\"qemu/100\",\"type\":\"qemu\",\"vmid\":100},"
                .repeat(1000)
                .getBytes(StandardCharsets.US_ASCII);
        while (true) {
            body.write(rows);
        }
    }

    private void drip(byte[] start, byte[] body) throws IOException, InterruptedException {
        for (byte each : join(start, body)) {
            out.write(each);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static byte[] join(byte[] start, byte[] body) {
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
