package org.muster.sync;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.demo.DemoConfig;
import org.muster.hypervisor.demo.DemoFleet;
import org.muster.hypervisor.demo.DemoHypervisor;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;
import org.muster.platform.Databases;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** A fleet of so many hosts with a VM each, and nodes that observe it, all in virtual time. */
final class SimulatedHosts {

    final VirtualTime virtual = new VirtualTime();
    final DemoHypervisor demo;
    final DemoFleet fleet;
    final ConnectionStates states;
    private final Time time = new Time(() -> Sample.NOON.plusNanos(virtual.now()), virtual::now);
    private final DataSource source = TestDatabase.source();
    private final Path home;

    SimulatedHosts(Path home, int hosts) {
        this.home = home;
        demo = new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), time, virtual::sleep);
        String address = "demo://fleet?seed=1&hosts=" + hosts + "&vms=" + hosts + "&host=";
        fleet = demo.fleet(address + 1);
        Database database = Databases.migrated(source);
        states = new ConnectionStates(database);
        Connections connections = new Connections(database, new Secrets(database, new Home(home)));
        database.call(tx -> {
            long cluster = new Clusters(database)
                    .add(tx, "demo", SourceKind.DEMO, Sample.NOON)
                    .id();
            for (int host = 1; host <= hosts; host++) {
                connections.add(tx, cluster, "demo", List.of(address + host), Map.of());
            }
            return cluster;
        });
    }

    Duration now() {
        return Duration.ofNanos(virtual.now());
    }

    /** A process of Muster. @param alone it has the database for itself */
    VirtualTime.Life start(Hypervisor hypervisor, boolean alone) {
        VirtualTime.Life life = new VirtualTime.Life();
        virtual.after(Duration.ZERO, life, () -> new SimulatedMuster(
                        virtual, time, life, source, hypervisor, home, new Random(1), alone)
                .start());
        return life;
    }

    /** Something happens. */
    void at(Duration when, Runnable what) {
        virtual.after(when, new VirtualTime.Life(), what);
    }

    /** Lets time pass, and ends what lives. */
    void runUntil(Duration end, VirtualTime.Life... lives) throws Throwable {
        at(end, () -> List.of(lives).forEach(VirtualTime.Life::end));
        virtual.run();
    }
}
