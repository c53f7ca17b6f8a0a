package org.muster.access.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS whose handshake ends by a deadline too: the library has one for the connection and for answers only. */
final class TimedSockets extends SSLSocketFactory {

    private final SSLSocketFactory plain;
    private final int millis;

    /** @param millis longest silence */
    TimedSockets(SSLSocketFactory plain, int millis) {
        this.plain = plain;
        this.millis = millis;
    }

    private Socket timed(Socket socket) throws IOException {
        socket.setSoTimeout(millis);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return timed(plain.createSocket());
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean close) throws IOException {
        return timed(plain.createSocket(timed(under), host, port, close));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return timed(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return timed(plain.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return timed(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return timed(plain.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return plain.getSupportedCipherSuites();
    }
}
