package org.muster.hypervisor.proxmox.pve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** For what no HTTP client would send or survive: requests by hand. */
final class Sockets {

    private Sockets() {}

    /** @param line "GET /api2/json/version"; it goes with the token of {@link ProxmoxDouble#token} and these headers */
    static SSLSocket ask(ProxmoxDouble pve, String line, String headersAndBody) throws IOException {
        SSLSocket socket = (SSLSocket)
                PveClient.trusting(pve.certificate()).getSocketFactory().createSocket("127.0.0.1", pve.port());
        socket.setSoTimeout(60_000);
        String request = line + " HTTP/1.1\r\nHost: pve\r\nAuthorization: PVEAPIToken=" + pve.token() + "\r\n"
                + (headersAndBody.isEmpty() ? "\r\n" : headersAndBody);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The answer's status line and headers. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
