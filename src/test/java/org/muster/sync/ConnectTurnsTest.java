package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.demo.DemoConfig;
import org.muster.hypervisor.demo.DemoHypervisor;
import org.muster.inventory.Clusters;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** How a fleet is connected to, in virtual time. */
class ConnectTurnsTest {

    private static final int A_SECOND = (int) Duration.ofSeconds(1).dividedBy(ConnectTurns.APART);

    private final VirtualTime virtual = new VirtualTime();
    private final Time time = new Time(() -> Sample.NOON.plusNanos(virtual.now()), virtual::now);
    private final List<Duration> opened = new ArrayList<>();
    private final DataSource source = TestDatabase.source();
    private final Path home;

    ConnectTurnsTest(@TempDir Path home) {
        this.home = home;
    }

    private void enrol(int hosts) {
        Database database = Databases.migrated(source);
        Connections connections = new Connections(database, new Secrets(database, new Home(home)));
        Clusters clusters = new Clusters(database);
        database.call(tx -> {
            long cluster =
                    clusters.add(tx, "demo", SourceKind.DEMO, Sample.NOON).id();
            for (int host = 1; host <= hosts; host++) {
                String address = "demo://fleet?seed=1&hosts=" + hosts + "&vms=" + hosts + "&host=" + host;
                connections.add(tx, cluster, "demo", List.of(address), Map.of());
            }
            return cluster;
        });
    }

    /** Notes when connections are opened. */
    private Hypervisor noted() {
        Hypervisor demo = new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), time, virtual::sleep);
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            if (method.getName().equals("open")) {
                opened.add(Duration.ofNanos(virtual.now()));
            }
            return call(demo, method, arguments);
        });
    }

    private VirtualTime.Life node(boolean alone) {
        VirtualTime.Life life = new VirtualTime.Life();
        Hypervisor hypervisor = noted();
        virtual.after(Duration.ZERO, life, () -> new SimulatedMuster(
                        virtual, time, life, source, hypervisor, home, new Random(1), alone)
                .start());
        return life;
    }

    private void endAt(Duration end, VirtualTime.Life... lives) throws Throwable {
        virtual.after(end, new VirtualTime.Life(), () -> List.of(lives).forEach(VirtualTime.Life::end));
        virtual.run();
    }

    private void assertNoStorm() {
        for (int i = 0; i < opened.size(); i++) {
            Duration from = opened.get(i);
            assertThat(opened.stream()
                            .filter(at ->
                                    at.compareTo(from) >= 0 && at.minus(from).compareTo(Duration.ofSeconds(1)) < 0))
                    .as("in the second from " + from)
                    .hasSizeLessThanOrEqualTo(ConnectTurns.AT_ONCE + A_SECOND);
        }
    }

    @Test
    void ofASmallFleetNobodyWaits() throws Throwable {
        enrol(20);
        endAt(Duration.ofSeconds(10), node(true));

        assertThat(opened).hasSize(20).containsOnly(opened.get(0));
    }

    @Test
    void aBigFleetIsConnectedToLittleByLittle() throws Throwable {
        enrol(150);
        endAt(Duration.ofSeconds(20), node(true));

        assertThat(opened).hasSize(150);
        assertNoStorm();
        assertThat(opened.get(149).minus(opened.get(0)))
                .isEqualTo(ConnectTurns.APART.multipliedBy(150 - ConnectTurns.AT_ONCE));
    }

    @Test
    void soIsWhatIsTakenOverFromANodeThatDied() throws Throwable {
        enrol(240);
        VirtualTime.Life one = node(false);
        VirtualTime.Life two = node(false);
        virtual.after(Duration.ofSeconds(60), new VirtualTime.Life(), () -> {
            one.end();
            opened.clear();
        });
        endAt(Duration.ofSeconds(100), two);

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
