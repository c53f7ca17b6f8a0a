package org.muster.task;

import java.time.Duration;
import org.muster.sync.EngineRig;
import org.muster.sync.lease.Leases;

/** Tasks on top of an engine without a server. */
public final class TaskRig implements AutoCloseable {

    static final TaskConfig CONFIG =
            new TaskConfig(Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(3), 4);

    private final Leases leases;
    final TaskRunner runner;
    final TaskStore store;
    final TaskEnd end;

    /** Where actions are asked for. */
    public final Tasks tasks;

    public TaskRig(EngineRig rig) {
        leases = rig.leases;
        store = new TaskStore(leases);
        end = new TaskEnd(rig.database, store, rig.fences);
        runner = new TaskRunner(rig.sources, rig.inventory, store, end, rig.database, rig.threads, CONFIG);
        tasks = new Tasks(rig.database, store, end, runner, rig.inventory);
    }

    /** As after a start of Muster: the node that asked is dead. */
    public void resume() {
        leases.start();
        runner.resume();
    }

    @Override
    public void close() {
        runner.stop();
    }
}
