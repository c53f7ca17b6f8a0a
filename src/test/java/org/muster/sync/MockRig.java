package org.muster.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.hypervisor.libvirt.MockHost;
import org.muster.inventory.Vm;
import org.muster.platform.Databases;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** The engine over two libvirtd with mock domains: passes by hand, the wall's time by hand, deadlines of a minute. */
final class MockRig implements AutoCloseable {

    private static final SyncConfig CONFIG = Sample.config(Map.of(
            SyncKey.QUICK_INTERVAL_MOST, 30L,
            SyncKey.QUICK_DEADLINE, 60L,
            SyncKey.OPEN_DEADLINE, 60L));

    final MockHost one = new MockHost(Lab.started());
    final MockHost two = new MockHost(Lab.second());
    final TransactionWatch watch = new TransactionWatch();
    final EngineRig.HandClock clock = new EngineRig.HandClock();
    final SourceRig rig;

    MockRig(Path home) {
        rig = new SourceRig(
                home,
                Databases.migrated(watch.watch(TestDatabase.source())),
                CONFIG,
                new Time(clock, clock::nanos),
                watch.watch(Lab.started().hypervisor()),
                List.of(List.of(one.tap().address()), List.of(two.tap().address())),
                Map.of());
    }

    void full(int host) {
        rig.pass(host, SyncKind.FULL);
    }

    void quick(int host) {
        rig.pass(host, SyncKind.QUICK);
    }

    /** A pass that goes on while the test does. */
    CompletableFuture<Run.Outcome> begin(int host, SyncKind kind) {
        Source source = rig.source(host);
        return CompletableFuture.supplyAsync(() -> rig.passes.run(source, kind).outcome());
    }

    /** A pass that may fail. */
    Run.Outcome attempt(int host, SyncKind kind) {
        return rig.attempt(host, kind);
    }

    /** The one row of a VM. */
    Vm row(int number) {
        List<Vm> rows = rig.rows().stream()
                .filter(vm -> vm.state().externalId().equals(MockHost.uuid(number)))
                .toList();
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows are of VM " + number);
        }
        return rows.get(0);
    }

    @Override
    public void close() {
        one.daemon("heal");
        two.daemon("heal");
        rig.close();
        one.close();
        two.close();
    }
}
