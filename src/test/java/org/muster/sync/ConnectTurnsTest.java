package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Hypervisor;

/** How a fleet is connected to, in virtual time. */
class ConnectTurnsTest {

    private static final int A_SECOND = (int) Duration.ofSeconds(1).dividedBy(ConnectTurns.APART);

    private final List<Duration> opened = new ArrayList<>();

    @TempDir
    Path home = Path.of("unset");

    /** Notes when connections are opened. */
    private Hypervisor noted(SimulatedHosts hosts) {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            if (method.getName().equals("open")) {
                opened.add(hosts.now());
            }
            return call(hosts.demo, method, arguments);
        });
    }

    private void observe(int count, Duration length) throws Throwable {
        SimulatedHosts hosts = new SimulatedHosts(home, count);
        hosts.runUntil(length, hosts.start(noted(hosts), true));
    }

    /** How many were opened in any second, and at any instant. */
    private void assertNoStorm() {
        for (Duration from : opened) {
            assertThat(within(from, Duration.ofSeconds(1))).isLessThanOrEqualTo(ConnectTurns.AT_ONCE + A_SECOND);
            assertThat(within(from, ConnectTurns.APART)).isLessThanOrEqualTo(ConnectTurns.AT_ONCE);
        }
    }

    private long within(Duration from, Duration length) {
        return opened.stream()
                .map(at -> at.minus(from))
                .filter(later -> !later.isNegative() && later.compareTo(length) < 0)
                .count();
    }

    @Test
    void ofASmallFleetNobodyWaits() throws Throwable {
        observe(20, Duration.ofSeconds(10));

        assertThat(opened).hasSize(20).containsOnly(opened.get(0));
    }

    @Test
    void aBigFleetIsConnectedToLittleByLittle() throws Throwable {
        observe(150, Duration.ofSeconds(20));

        assertThat(opened).hasSize(150);
        assertNoStorm();
        assertThat(opened.get(149).minus(opened.get(0)))
                .isEqualTo(ConnectTurns.APART.multipliedBy(150 - ConnectTurns.AT_ONCE));
    }

    @Test
    void soIsWhatIsTakenOverFromANodeThatDied() throws Throwable {
        SimulatedHosts hosts = new SimulatedHosts(home, 240);
        VirtualTime.Life one = hosts.start(noted(hosts), false);
        VirtualTime.Life two = hosts.start(noted(hosts), false);
        hosts.at(Duration.ofSeconds(60), () -> {
            one.end();
            opened.clear();
        });
        hosts.runUntil(Duration.ofSeconds(100), two);

        assertThat(opened).hasSizeBetween(100, 140);
        assertNoStorm();
    }

    @Test
    void whoComesLaterThanHisTurnDoesNotWaitAndTurnsAreNotSavedUp() {
        ConnectTurns turns = new ConnectTurns();
        long now = Long.MAX_VALUE - 5; // the clock's zero is anywhere
        IntStream.range(0, ConnectTurns.AT_ONCE)
                .forEach(i -> assertThat(turns.take(now)).isZero());
        assertThat(turns.take(now)).isEqualTo(ConnectTurns.APART);
        assertThat(turns.take(now)).isEqualTo(ConnectTurns.APART.multipliedBy(2));
        assertThat(turns.take(now + ConnectTurns.APART.multipliedBy(3).toNanos()))
                .isZero();

        long much = now + Duration.ofHours(1).toNanos();
        IntStream.range(0, ConnectTurns.AT_ONCE)
                .forEach(i -> assertThat(turns.take(much)).isZero());
        assertThat(turns.take(much)).isEqualTo(ConnectTurns.APART);
    }
}
