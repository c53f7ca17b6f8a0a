package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.bench.BenchReport;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmStatus;
import org.muster.platform.Database;
import org.muster.platform.DatabaseConfig;
import org.muster.platform.Databases;
import org.muster.platform.MusterDataSource;

/** From a change behind Muster's back, on a real libvirt with real QEMU, to the committed row. */
class EventBench {

    private static final int CHANGES = 500;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String GUEST = "lab-000";

    private final Lab lab = Lab.started();

    @Test
    void fiveHundredChangesFromOutside(@TempDir Path home) throws Exception {
        lab.lab("heal");
        lab.lab("guests", "3");
        Database database = Databases.migrated(
                new MusterDataSource(new DatabaseConfig("jdbc:h2:file:" + home.resolve("muster"), "muster", "")));
        try (SourceRig rig = new SourceRig(home, database, SyncConfig.DEFAULT, lab);
                HypervisorConnection outside = lab.hypervisor().open(lab.target(), LIMIT)) {
            rig.pass(1, SyncKind.FULL);
            report(changes(rig.inventory, outside));
        }
    }

    private static double[] changes(Inventory inventory, HypervisorConnection outside) throws Exception {
        VmQuery named =
                new VmQuery(List.of(GUEST), null, Set.of(), null, null, null, null, false, VmQuery.Sort.NAME, false);
        var guest = inventory
                .list(named, Viewer.ALL, SyncReport.staleness(List.of(), Set.of(), LIMIT, Sample.NOON), 1, 1)
                .vms()
                .get(0);
        double[] ms = new double[CHANGES];
        for (int change = 0; change < CHANGES; change++) {
            boolean pause = change % 2 == 0;
            long began = System.nanoTime();
            outside.perform(
                    new Order(
                            pause ? VmAction.SUSPEND : VmAction.RESUME,
                            guest.state().externalId(),
                            LIMIT),
                    LIMIT);
            VmStatus wanted = pause ? VmStatus.PAUSED : VmStatus.RUNNING;
            while (inventory.find(guest.id(), Viewer.ALL).orElseThrow().state().status() != wanted) {
                assertThat(System.nanoTime() - began)
                        .as("the change never came")
                        .isLessThan(LIMIT.toNanos());
                LockSupport.parkNanos(500_000);
            }
            ms[change] = (System.nanoTime() - began) / 1e6;
        }
        return ms;
    }

    private static void report(double[] ms) throws Exception {
        Arrays.sort(ms);
        new BenchReport("events")
                .row(
                        "way",
                        "suspend or resume from outside, call to committed row",
                        "changes",
                        ms.length,
                        "p50 ms",
                        ms[ms.length / 2],
                        "p99 ms",
                        ms[ms.length * 99 / 100],
                        "max ms",
                        ms[ms.length - 1])
                .publish();
    }
}
