package org.muster.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback address that nobody listened on a moment ago. */
public final class FreePorts {

    private FreePorts() {}

    /** Any. */
    public static int one() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What may be added to each of these ports so that all of them are free. */
    static int offset(int... ports) throws IOException {
        for (int i = 0; i < 100; i++) {
            int offset = one() % 20_000 + 20_000;
            if (allFree(offset, ports)) {
                return offset;
            }
        }
        throw new IOException("no free ports");
    }

    private static boolean allFree(int offset, int... ports) {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket(port + offset, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(false);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
