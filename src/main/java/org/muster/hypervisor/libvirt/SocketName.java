package org.muster.hypervisor.libvirt;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Names of sockets' other ends: {@code unix:PATH#PID} and {@code inet:ADDRESS:PORT}; empty where there is none. */
final class SocketName {

    private static final int ADDRESS_SIZE = 128;
    private static final int PATH_SIZE = 108;

    private SocketName() {}

    static String ofInet(InetAddress address, int port) {
        return "inet:" + address.getHostAddress().replaceFirst("%.*", "") + ":" + port;
    }

    /** The name of a connected socket's other end. A unix socket's path is the one that the server itself used. */
    static String ofPeer(int socket) {
        byte[] address = new byte[ADDRESS_SIZE];
        int[] length = {address.length};
        if (Posix.getpeername(socket, address, length) != 0) {
            return "";
        }
        ByteBuffer buffer = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        return switch (buffer.getShort(0)) {
            case Posix.AF_UNIX -> "unix:" + path(address, length[0]) + "#" + pid(socket);
            case Posix.AF_INET -> inet(address, 4, 4);
            case Posix.AF_INET6 -> inet(address, 8, 16);
            default -> "";
        };
    }

    /** The name that a connection to that unix socket's other end has; empty if nobody listens there. */
    static Optional<String> ofListener(String path) {
        byte[] plain = path.getBytes(StandardCharsets.UTF_8);
        if (plain.length >= PATH_SIZE) {
            return Optional.empty();
        }
        byte[] address = new byte[2 + PATH_SIZE];
        ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) Posix.AF_UNIX);
        System.arraycopy(plain, 0, address, 2, plain.length);
        int socket = Posix.socket(Posix.AF_UNIX, Posix.STREAM_AT_ONCE, 0);
        try {
            Posix.connect(socket, address, address.length);
            return Optional.of(ofPeer(socket));
        } catch (LastErrorException nobodyOrFull) {
            return Optional.empty();
        } finally {
            Posix.close(socket);
        }
    }

    private static String path(byte[] address, int length) {
        int end = 2;
        while (end < length && end < address.length && address[end] != 0) {
            end++;
        }
        return new String(address, 2, end - 2, StandardCharsets.UTF_8);
    }

    /** The process that listens, or listened first. */
    private static int pid(int socket) {
        int[] credentials = new int[3];
        int[] length = {12};
        return Posix.getsockopt(socket, Posix.SOL_SOCKET, Posix.SO_PEERCRED, credentials, length) == 0
                ? credentials[0]
                : 0;
    }

    private static String inet(byte[] address, int offset, int size) {
        int port = (address[2] & 0xff) << 8 | address[3] & 0xff;
        try {
            // An IPv4 address within an IPv6 one becomes plain IPv4 here.
            return ofInet(InetAddress.getByAddress(Arrays.copyOfRange(address, offset, offset + size)), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
