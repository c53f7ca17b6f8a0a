package org.muster.hypervisor.libvirt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between libvirt's client and a daemon, and does to its answers what lines and daemons may do. A packet is its
 * length (with these four bytes), program, version, procedure, type, serial, status, and what is said; see libvirt's
 * {@code virnetprotocol.x}.
 */
public final class RpcTap implements AutoCloseable {

    /** REMOTE_PROC_CONNECT_GET_ALL_DOMAIN_STATS of libvirt's {@code remote_protocol.x}. */
    public static final int STATUSES = 344;

    private static final int REMOTE_PROGRAM = 0x20008086;
    private static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int EVENT = 2;

    /** A packet that is to be delivered later. */
    private record Held(SocketChannel to, byte[] packet) {}

    private static final String SOCKET = "socket=";

    private final String scheme;
    private final Path daemon;
    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel door;
    private final List<SocketChannel> ends = new CopyOnWriteArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger lostEvents = new AtomicInteger();
    private volatile long cutAt = Long.MAX_VALUE;
    private volatile boolean losesEvents;
    private volatile byte[] garbled = {};
    private volatile int holds;
    private volatile @Nullable Held held;

    /** @param address with a {@code socket=} */
    public RpcTap(String address) {
        int at = address.indexOf(SOCKET) + SOCKET.length();
        scheme = address.substring(0, at);
        daemon = Path.of(address.substring(at));
        try {
            folder = Files.createTempDirectory("tap");
            socket = folder.resolve("socket");
            door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::welcome);
    }

    /** The address that leads through this tap. */
    public String address() {
        return scheme + socket;
    }

    /** Bytes of answers since the last {@link #cutAfter}. */
    public long answered() {
        return answered.get();
    }

    /** Questions so far. */
    public int calls() {
        return calls.get();
    }

    /** Breaks what is open; later connections break after so many bytes of answers in all. */
    public void cutAfter(long bytes) {
        cutAt = Long.MAX_VALUE;
        cut();
        answered.set(0);
        cutAt = bytes;
    }

    /** Connections last again. */
    public void mend() {
        cutAt = Long.MAX_VALUE;
    }

    /** From now on events get lost. */
    public void loseEvents() {
        losesEvents = true;
    }

    public int lostEvents() {
        return lostEvents.get();
    }

    /** From now on answers in which that stands are no proper XML. */
    public void garble(String text) {
        garbled = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The next answer to that procedure is kept back; others pass it. */
    public void holdNext(int procedure) {
        holds = procedure;
    }

    public boolean isHolding() {
        return held != null;
    }

    /** Delivers what was kept back. */
    public void release() throws IOException {
        Held late = held;
        if (late != null) {
            held = null;
            write(late.to, late.packet, late.packet.length);
        }
    }

    private void welcome() throws IOException {
        while (true) {
            SocketChannel client = door.accept();
            ends.add(client);
            SocketChannel server;
            try {
                server = SocketChannel.open(UnixDomainSocketAddress.of(daemon));
            } catch (IOException noDaemon) {
                close(client);
                continue;
            }
            ends.add(server);
            thread(() -> pump(client, server, this::asked));
            thread(() -> pump(server, client, this::answer));
        }
    }

    private interface Passing {
        void pass(byte[] packet, SocketChannel to) throws IOException;
    }

    private void pump(SocketChannel from, SocketChannel to, Passing passing) throws IOException {
        try {
            DataInputStream in = new DataInputStream(Channels.newInputStream(from));
            while (true) {
                byte[] length = in.readNBytes(4);
                if (length.length < 4) {
                    return;
                }
                byte[] packet = Arrays.copyOf(length, ByteBuffer.wrap(length).getInt());
                in.readFully(packet, 4, packet.length - 4);
                passing.pass(packet, to);
            }
        } finally {
            close(from);
            close(to);
        }
    }

    private void asked(byte[] packet, SocketChannel to) throws IOException {
        if (is(packet, CALL)) {
            calls.incrementAndGet();
        }
        write(to, packet, packet.length);
    }

    private void answer(byte[] packet, SocketChannel to) throws IOException {
        if (is(packet, EVENT) && losesEvents) {
            lostEvents.incrementAndGet();
            return;
        }
        if (is(packet, REPLY) && procedure(packet) == holds) {
            holds = 0;
            held = new Held(to, packet);
            return;
        }
        long left = cutAt - answered.getAndAdd(packet.length);
        write(to, spoilt(packet), (int) Math.max(0, Math.min(left, packet.length)));
        if (left < packet.length) {
            cut();
        }
    }

    private byte[] spoilt(byte[] packet) {
        String all = new String(packet, StandardCharsets.ISO_8859_1);
        int at = garbled.length == 0 ? -1 : all.indexOf(new String(garbled, StandardCharsets.ISO_8859_1));
        if (at >= 0) {
            Arrays.fill(packet, at, at + garbled.length, (byte) '<');
        }
        return packet;
    }

    private static boolean is(byte[] packet, int type) {
        ByteBuffer header = ByteBuffer.wrap(packet);
        return header.getInt(4) == REMOTE_PROGRAM && header.getInt(16) == type;
    }

    private static int procedure(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(12);
    }

    private static void write(SocketChannel to, byte[] packet, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(packet, 0, length);
        synchronized (to) {
            while (rest.hasRemaining()) {
                to.write(rest);
            }
        }
    }

    private void cut() {
        ends.forEach(RpcTap::close);
        ends.clear();
    }

    private static void close(SocketChannel end) {
        try {
            end.close();
        } catch (IOException alreadyBroken) {
            // it is to be broken
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException end) {
                        // one of the ends was closed
                    }
                },
                "tap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            cut();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
