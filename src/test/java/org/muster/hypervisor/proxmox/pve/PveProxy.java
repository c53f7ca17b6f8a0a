package org.muster.hypervisor.proxmox.pve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The listening side: a port on loopback, TLS, a thread for each connection. */
final class PveProxy {

    private static final int TLS_HANDSHAKE = 0x16;
    /** For TLS and the first request; then between two of them. */
    private static final int FIRST_MS = 30_000;

    private static final int IDLE_MS = 5000;
    private static final int REQUESTS_A_CONNECTION = 100;

    /** pvedaemon's processes, each of which does one thing at a time. */
    private final Semaphore workers = new Semaphore(3, true);

    private final Api api;
    private final Faults faults;
    private final Counts counts;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile SSLContext tls;
    private ServerSocket listening;
    private @Nullable Thread acceptor;

    PveProxy(Api api, Faults faults, Counts counts, SSLContext tls) throws IOException {
        this.api = api;
        this.faults = faults;
        this.counts = counts;
        this.tls = tls;
        listening = listenAnywhere();
    }

    int port() {
        return listening.getLocalPort();
    }

    void tls(SSLContext context) {
        tls = context;
    }

    /** As by kill -9: nobody listens, and open connections break. */
    void die() throws IOException {
        listening.close();
        for (Socket socket : open) {
            reset(socket);
        }
    }

    /** On the port that it had, which is free once nobody accepts there any more. */
    void revive() throws IOException {
        if (listening.isClosed()) {
            awaitEnd(acceptor);
            listening = listen(listening.getLocalPort());
        }
    }

    private static void awaitEnd(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where no outgoing connection is put meanwhile, so that it can come back there. */
    private ServerSocket listenAnywhere() throws IOException {
        for (int tried = 0; ; tried++) {
            try {
                return listen(ThreadLocalRandom.current().nextInt(20_000, 32_000));
            } catch (BindException e) {
                if (tried == 100) {
                    throw e;
                }
            }
        }
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        acceptor = daemon("pve-" + socket.getLocalPort(), () -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket raw = socket.accept();
                open.add(raw);
                if (socket.isClosed()) {
                    // the kernel listens until this thread has woken up, and may hand over one more
                    open.remove(raw);
                    reset(raw);
                } else {
                    daemon("pve-connection", () -> serve(raw));
                }
            } catch (IOException e) {
                // closed, or the other side was gone before it was taken
            }
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(Socket raw) {
        try {
            faults.thaw();
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(FIRST_MS);
            int first = raw.getInputStream().read();
            if (first == TLS_HANDSHAKE) {
                byte[] seen = {(byte) first};
                talk((SSLSocket) tls.getSocketFactory().createSocket(raw, new ByteArrayInputStream(seen), true));
            } else if (first >= 0) {
                redirect(raw, (char) first);
            }
        } catch (SocketTimeoutException e) {
            // idle for too long: closed in peace
        } catch (IOException e) {
            reset(raw);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(raw);
            close(raw);
        }
    }

    /** Plain HTTP is sent to HTTPS. */
    private void redirect(Socket raw, char first) throws IOException {
        int status = first == 'G' ? 301 : 308;
        String head = "HTTP/1.1 " + status + " Moved\r\nLocation: https://127.0.0.1:" + port()
                + "/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        raw.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private void talk(SSLSocket socket) throws IOException, InterruptedException {
        RequestReader reader = new RequestReader(socket.getInputStream());
        ReplyWriter writer = new ReplyWriter(socket.getOutputStream());
        for (int i = 0; i < REQUESTS_A_CONNECTION; i++) {
            Question question;
            try {
                question = reader.read();
            } catch (Refusal refusal) {
                writer.write(refusal.reply(), false, false, null);
                return;
            }
            if (i > 0 && faults.keptBreak()) {
                throw new IOException("closed just then");
            }
            if (question == null || !answer(question, writer)) {
                return;
            }
            socket.setSoTimeout(IDLE_MS);
        }
    }

    private boolean answer(Question question, ReplyWriter writer) throws IOException, InterruptedException {
        Schema.Match match = api.match(question);
        String route = match == null ? question.method() + " " + question.path() : match.route();
        String lane = lane(match);
        counts.begin(route, lane, question.method() + " " + question.path() + " " + question.parameters());
        boolean daemon = match != null && match.flag("protected");
        try {
            Fault fault = faults.of(route);
            Faults.Canned canned = faults.canned(route);
            if (canned != null) {
                Reply empty = Reply.bare(canned.status(), canned.reason());
                return writer.write(empty, canned.body(), question.takesGzip(), daemon, fault);
            }
            Reply instead = fault == null ? null : fault.instead(api.brake());
            Reply reply = instead == null ? worked(question, match, daemon) : wait(instead);
            if (fault != null && instead == null) {
                reply = fault.bent(reply);
            }
            return writer.write(reply, question.takesGzip(), daemon, fault);
        } finally {
            counts.end(lane);
        }
    }

    /** For the count of what runs at once: a node's agents, else a node, else the cluster. */
    private static String lane(Schema.@Nullable Match match) {
        String node = match == null ? "" : match.values().getOrDefault("node", "");
        return match != null && match.template().contains("/agent/") ? node + "/agent" : node;
    }

    private Reply worked(Question question, Schema.@Nullable Match match, boolean daemon) throws InterruptedException {
        if (!daemon) {
            return wait(api.answer(question, match));
        }
        workers.acquire();
        try {
            Reply reply = api.answer(question, match);
            return reply.status() == 401 ? reply : wait(reply);
        } finally {
            workers.release();
        }
    }

    private static Reply wait(Reply reply) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reply.after().toNanos());
        return reply;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more
        }
    }
}
