package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.connection.Connections;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** R9, in virtual time: an hour in which every fifth request fails. */
class NoisyClusterTest {

    private static final String LIST = "GET /cluster/resources";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final List<Fault> NOISE = List.of(Fault.EMPTY_500, Fault.PROXY_595, Fault.PROXY_596, Fault.CUT);

    @TempDir
    Path home = Path.of("unset");

    /** Of all requests a fifth fails; but not each is worth asking again at once. */
    @Test
    void r9ANoisyClusterEndsWithoutErrorsAndIsAskedLittleMore() throws Throwable {
        Map<String, Integer> quiet = requestsOfAnHour(0);
        Map<String, Integer> noisy = requestsOfAnHour(5);

        assertThat(sum(noisy)).as("%s, in quiet %s", noisy, quiet).isLessThanOrEqualTo(sum(quiet) * 6 / 5);
        assertThat(agents(noisy)).as("questions to agents").isLessThanOrEqualTo(agents(quiet) * 6 / 5);
        assertThat(noisy.getOrDefault(LIST, 0))
                .as("it was asked all the same")
                .isGreaterThan(quiet.getOrDefault(LIST, 0) / 4);
    }

    private static int sum(Map<String, Integer> requests) {
        return requests.values().stream().mapToInt(count -> count).sum();
    }

    private static int agents(Map<String, Integer> requests) {
        return requests.entrySet().stream()
                .filter(route -> route.getKey().contains("/agent/"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * By route.
     *
     * @param oneIn so many requests fails; 0: none
     */
    private Map<String, Integer> requestsOfAnHour(int oneIn) throws Throwable {
        VirtualTime virtual = new VirtualTime();
        DataSource source = TestDatabase.source();
        Database database = Databases.migrated(source);
        ConnectionStates states = new ConnectionStates(database);
        Time time = new Time(() -> Sample.NOON.plusNanos(virtual.now()), virtual::now);
        Random luck = new Random(9);
        try (SimulatedClusters world = new SimulatedClusters(virtual, new Random(2))) {
            enrol(database, world);
            VirtualTime.Life life = new VirtualTime.Life();
            virtual.after(Duration.ZERO, life, () -> new SimulatedMuster(
                            virtual, time, life, source, world.hypervisor(), home, luck, true)
                    .start());
            AtomicInteger failures = new AtomicInteger();
            if (oneIn > 0) {
                Random noise = new Random(52);
                world.fault(route -> {
                    boolean fails = noise.nextInt(oneIn) == 0;
                    failures.addAndGet(fails ? 1 : 0);
                    return fails ? NOISE.get(noise.nextInt(NOISE.size())) : null;
                });
            }
            Map<String, Integer> requests = new HashMap<>();
            virtual.after(HOUR, new VirtualTime.Life(), () -> {
                requests.putAll(world.requests());
                world.fault(route -> null);
            });
            virtual.after(HOUR.plus(QUIET), new VirtualTime.Life(), () -> {
                life.end();
                assertThat(failures.get() > 20).as("there was noise").isEqualTo(oneIn > 0);
                assertTrue(world, new Inventory(database), states, time);
            });
            virtual.run();
            return requests;
        } finally {
            virtual.close();
        }
    }

    private void enrol(Database database, World world) {
        Connections connections = new Connections(database, new Secrets(database, new Home(home)));
        database.call(tx -> {
            for (World.Polled one : world.polled()) {
                long cluster = new Clusters(database)
                        .add(tx, one.cluster(), world.kind(), Sample.NOON)
                        .id();
                connections.add(tx, cluster, world.kind().word(), one.addresses(), one.credentials());
            }
            return true;
        });
    }

    private static void assertTrue(World world, Inventory inventory, ConnectionStates states, Time time) {
        List<Vm> rows = inventory
                .list(
                        VmQuery.EVERYTHING,
                        Viewer.ALL,
                        SyncReport.staleness(
                                states.all(), Set.of(), SimulatedMuster.CONFIG.quickInterval(), time.now()),
                        1,
                        1000)
                .vms();
        int all = 0;
        for (int cluster = 1; cluster <= world.polled().size(); cluster++) {
            Map<String, ObservedVm> truth = world.truth(cluster);
            all += truth.size();
            for (Vm row : rows) {
                ObservedVm vm = truth.get(row.state().externalId());
                if (vm != null) {
                    assertThat(row.state().status()).isEqualTo(vm.reading().status());
                    assertThat(row.state().details()).isEqualTo(vm.details());
                }
            }
        }
        assertThat(rows).hasSize(all).allSatisfy(row -> assertThat(row.state().syncError())
                .isNull());
        assertThat(states.all())
                .isNotEmpty()
                .extracting(ConnectionState::failingSince)
                .containsOnlyNulls();
    }
}
