package org.muster.task;

import java.time.Duration;
import org.muster.sync.EngineRig;

/** Tasks on top of an engine without a server. */
public final class TaskRig implements AutoCloseable {

    static final TaskConfig CONFIG =
            new TaskConfig(Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(3), 4);

    final TaskRunner runner;
    final TaskStore store = new TaskStore();
    final TaskEnd end;

    /** Where actions are asked for. */
    public final Tasks tasks;

    public TaskRig(EngineRig rig) {
        end = new TaskEnd(rig.database, store, rig.fences);
        runner = new TaskRunner(rig.sources, rig.inventory, store, end, rig.database, rig.threads, CONFIG);
        tasks = new Tasks(rig.database, store, end, runner, rig.inventory);
    }

    /** As after a start of Muster. */
    public void resume() {
        runner.resume();
    }

    @Override
    public void close() {
        runner.stop();
    }
}
