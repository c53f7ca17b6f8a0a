package org.muster.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Tries to connect to many ports at once, on the calling thread, a bounded number at a time, within one deadline. */
final class PortScan {

    /** One port of one address. */
    record Port(InetAddress address, int port) {}

    private static final int AT_ONCE = 64;
    private static final long PATIENCE_NANOS = Duration.ofMillis(700).toNanos();

    private final long deadline;
    private final Map<Port, Boolean> answers = new HashMap<>();
    private final Deque<Port> todo = new ArrayDeque<>();
    private final Map<SelectionKey, Long> started = new HashMap<>();

    PortScan(Duration limit) {
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** True for ports that took a connection, false for those that did not; those that there was no time for lack. */
    Map<Port, Boolean> of(Collection<InetAddress> addresses, List<Integer> ports) {
        addresses.forEach(address -> ports.forEach(port -> todo.add(new Port(address, port))));
        try (Selector selector = Selector.open()) {
            while ((!todo.isEmpty() || !started.isEmpty()) && System.nanoTime() - deadline < 0) {
                fill(selector);
                if (!started.isEmpty()) {
                    selector.select(this::connected, 50);
                    expire();
                }
            }
            started.keySet().forEach(PortScan::close);
        } catch (IOException e) {
            // No selector, no scan: nothing was observed.
            return answers;
        }
        return answers;
    }

    private void fill(Selector selector) {
        while (started.size() < AT_ONCE && !todo.isEmpty()) {
            Port port = todo.remove();
            try {
                start(selector, port);
            } catch (IOException e) {
                answers.put(port, false);
            }
        }
    }

    private void start(Selector selector, Port port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (channel.connect(new InetSocketAddress(port.address(), port.port()))) {
                answers.put(port, true);
                channel.close();
            } else {
                started.put(channel.register(selector, SelectionKey.OP_CONNECT, port), System.nanoTime());
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void connected(SelectionKey key) {
        boolean open;
        try {
            open = ((SocketChannel) key.channel()).finishConnect();
        } catch (IOException e) {
            open = false;
        }
        finish(key, open);
        started.remove(key);
    }

    private void expire() {
        long now = System.nanoTime();
        for (Iterator<Map.Entry<SelectionKey, Long>> all = started.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<SelectionKey, Long> one = all.next();
            if (now - one.getValue() > PATIENCE_NANOS) {
                finish(one.getKey(), false);
                all.remove();
            }
        }
    }

    private void finish(SelectionKey key, boolean open) {
        answers.put((Port) key.attachment(), open);
        close(key);
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // A socket that won't close was never ours to answer for.
            key.cancel();
        }
    }
}
