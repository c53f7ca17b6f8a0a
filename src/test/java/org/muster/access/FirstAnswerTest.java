package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void begin() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void comesOnceThePageIsThere() throws Exception {
        answersFrom(3);
        assertThat(new FirstAnswer("127.0.0.1", port()).comesWithin(LONG)).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void allAddressesAreAskedOnTheLoopbackAddress() throws Exception {
        answersFrom(1);
        assertThat(new FirstAnswer("0.0.0.0", port()).comesWithin(LONG)).isTrue();
    }

    @Test
    void anApplicationThatIsNotThereNeverComes() throws Exception {
        assertThat(new FirstAnswer("127.0.0.1", port()).comesWithin(Duration.ofMillis(1)))
                .isFalse();
    }

    private void answersFrom(int first) {
        server.createContext("/ui/login", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < first ? 404 : 200, -1);
            exchange.close();
        });
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
