package org.muster.task;

import java.time.Duration;
import org.muster.access.TestAudit;
import org.muster.inventory.Inventory;
import org.muster.platform.Database;
import org.muster.platform.Threads;
import org.muster.platform.Time;
import org.muster.sync.ClusterRig;
import org.muster.sync.EngineRig;
import org.muster.sync.Fences;
import org.muster.sync.Sources;
import org.muster.sync.lease.Leases;

/** Tasks on top of an engine without a server. */
public final class TaskRig implements AutoCloseable {

    static final TaskConfig CONFIG = new TaskConfig(
            Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10), 4);

    /** For hosts that are not made up. */
    public static final TaskConfig PATIENT = new TaskConfig(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), 4);

    private final Leases leases;
    final TaskRunner runner;
    final TaskCourse course;
    final TaskStore store;
    final TaskEnd end;

    /** Where actions are asked for. */
    public final Tasks tasks;

    /** Tasks of one of the nodes that observe a Proxmox VE cluster. */
    TaskRig(ClusterRig rig, TaskConfig config) {
        this(rig.database, rig.leases, rig.fences, rig.sources, rig.inventory, rig.threads, config);
    }

    /** Short deadlines, so that a hang is over soon. */
    public TaskRig(EngineRig rig) {
        this(rig.database, rig.leases, rig.fences, rig.sources, rig.inventory, rig.threads, CONFIG);
    }

    public TaskRig(
            Database database,
            Leases leases,
            Fences fences,
            Sources sources,
            Inventory inventory,
            Threads threads,
            TaskConfig config) {
        this.leases = leases;
        store = new TaskStore(leases);
        end = new TaskEnd(database, store, fences, TestAudit.of(database));
        Pauses polls = new Pauses(Duration.ofMillis(50), Duration.ofMillis(50));
        course = new TaskCourse(sources, store, end, database, config, Time.SYSTEM, polls);
        runner = new TaskRunner(course, inventory, store, end, database, threads, config);
        tasks = new Tasks(database, store, end, runner, inventory);
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
