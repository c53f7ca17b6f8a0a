package org.muster.access;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks our own login page until it is there: the server publishes an application only after all of it has started. */
final class FirstAnswer {

    private static final int EACH_MS = 10_000;
    private static final int PAUSE_MS = 250;

    private final URI page;

    /**
     * Asks the address that the server listens on; the loopback address if that is all of them.
     *
     * @param address a name or a numeric address
     */
    FirstAnswer(String address, int port) throws IOException {
        InetAddress listening = InetAddress.getByName(address);
        String host = listening.isAnyLocalAddress() ? "127.0.0.1" : listening.getHostAddress();
        this.page = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/ui/login");
    }

    /** Whether the page was given within the time. Ends early if the thread is interrupted. */
    boolean comesWithin(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        try {
            while (System.nanoTime() < until) {
                if (isThere()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isThere() {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setConnectTimeout(EACH_MS);
            connection.setReadTimeout(EACH_MS);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
