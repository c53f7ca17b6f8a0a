package org.muster.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Attempts to log in, each with another name from another address of the loopback network, until it is closed. */
final class LoginFlood implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32;
    private static final int TIMEOUT_MS = 20_000;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(MOST_AT_ONCE);
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Random random = new Random(1);
    private final URI server;

    LoginFlood(BenchServer server, int aMinute) {
        this.server = server.uri("/api/auth/login");
        long apart = TimeUnit.MINUTES.toNanos(1) * MOST_AT_ONCE / aMinute;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            threads.scheduleAtFixedRate(this::attempt, apart * i / MOST_AT_ONCE, apart, TimeUnit.NANOSECONDS);
        }
    }

    /** How often each status was answered so far. */
    synchronized Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    private void attempt() {
        String status;
        try {
            status = tried();
        } catch (IOException e) {
            status = "no answer";
        }
        count(status);
    }

    private synchronized void count(String status) {
        answers.merge(status, 1, Integer::sum);
    }

    private synchronized int next(int below) {
        return random.nextInt(below);
    }

    private String tried() throws IOException {
        byte[] from = {127, (byte) (1 + next(250)), (byte) next(250), (byte) (1 + next(250))};
        String body = "{\"name\":\"user-%d\",\"password\":\"not the right one\"}".formatted(next(100_000));
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MS);
            String request = "POST " + server.getPath() + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.length() < 12 ? "no answer" : answer.substring(9, 12);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(1, TimeUnit.MINUTES);
    }
}
